package io.llmcallgateway.outline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.bootstrap.AllDialects;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.wire.Json;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Tests that each format's bodies are outlined into their parts.
final class OutlinesTest {
  private static final AllDialects DIALECTS = new AllDialects();

  static DialectModule format(String name) {
    return Objects.requireNonNull(DIALECTS.format(name));
  }

  private static List<String> request(String format, String body) {
    var bytes = body.getBytes(UTF_8);
    var outline = Outlines.request(format(format), bytes, 0);
    assertThat(outline.problem()).isNull();
    return told(outline, bytes);
  }

  private static List<String> answer(String format, String body) {
    var bytes = body.getBytes(UTF_8);
    var outline = Outlines.answer(format(format), bytes, 0);
    assertThat(outline.problem()).isNull();
    return told(outline, bytes);
  }

  /// Each part in one line; its range must be a JSON value that holds its text.
  private static List<String> told(Outline outline, byte[] body) {
    for (var part : outline.parts()) {
      var raw = new String(body, part.start(), part.end() - part.start(), UTF_8);
      if (part.path().startsWith("events[")) continue;
      var value = Json.MAPPER.readTree(raw);
      var text = part.text();
      if (text == null || part.textCut()) continue;
      boolean within =
          value.toString().contains(text)
              || raw.contains(text)
              || value.findValuesAsString("text").containsAll(List.of(text.split("\n", -1)))
              || (value.toString() + raw).contains(Json.MAPPER.writeValueAsString(text));
      assertThat(within).as(part.path() + " " + text + " in " + raw).isTrue();
    }
    return outline.parts().stream().map(OutlinesTest::told).toList();
  }

  private static String told(OutlinePart part) {
    var line = new StringBuilder(part.role().text()).append(' ').append(part.type().text());
    line.append(' ').append(part.path());
    if (part.name() != null) line.append(" name=").append(part.name());
    if (part.ref() != null) line.append(" ref=").append(part.ref());
    if (part.mediaType() != null) line.append(" media=").append(part.mediaType());
    if (part.cached() != null) line.append(" cached=").append(part.cached());
    if (part.text() != null) line.append(": ").append(part.text());
    return line.toString();
  }

  @Test
  void a_chat_request() {
    var parts =
        request(
            "openai",
            """
            {"model": "m", "temperature": 0.5,
             "tools": [{"type": "function", "function": {"name": "weather",
               "description": "天气", "parameters": {"type": "object"}}}],
             "messages": [
               {"role": "developer", "content": "简短\\u56de\\u7b54"},
               {"role": "user", "content": [{"type": "text", "text": "看图"},
                 {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
                 {"type": "hologram", "cube": 1}]},
               {"role": "assistant", "content": null, "reasoning_content": "嗯",
                 "tool_calls": [{"id": "c1", "type": "function",
                   "function": {"name": "weather", "arguments": "{\\"city\\":\\"北京\\"}"}}]},
               {"role": "tool", "tool_call_id": "c1", "content": "晴"}]}\
            """);
    assertThat(parts)
        .containsExactly(
            "tools tool_definition tools[0] name=weather: 天气",
            "developer text messages[0].content: 简短回答",
            "user text messages[1].content[0]: 看图",
            "user image messages[1].content[1] media=image/png",
            "user unknown messages[1].content[2]: {\"type\": \"hologram\", \"cube\": 1}",
            "assistant reasoning messages[2].reasoning_content: 嗯",
            "assistant tool_call messages[2].tool_calls[0] name=weather ref=c1:"
                + " {\"city\":\"北京\"}",
            "tool tool_result messages[3] ref=c1: 晴");
  }

  @Test
  void a_chat_answer_and_a_completion() {
    assertThat(
            answer(
                "openai",
                """
                {"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"好",
                 "refusal":null,"annotations":[{"type":"url_citation",
                 "url_citation":{"url":"https://example.com","title":"例"}}]}}],
                 "usage":{"total_tokens":3}}\
                """))
        .containsExactly(
            "assistant text choices[0].message.content: 好",
            "assistant citation choices[0].message.annotations[0] name=例: https://example.com");
    assertThat(request("openai", "{\"prompt\":[\"从前\",\"有\"]}"))
        .containsExactly("user text prompt[0]: 从前", "user text prompt[1]: 有");
    assertThat(answer("openai", "{\"choices\":[{\"text\":\"座山\"}]}"))
        .containsExactly("assistant text choices[0].text: 座山");
    assertThat(answer("openai", "{\"error\":{\"message\":\"no such model\",\"code\":\"m\"}}"))
        .containsExactly("other text error name=m: no such model");
  }

  @Test
  void a_streamed_chat_answer() {
    var stream =
        """
        data: {"id":"s","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

        data: {"id":"s","choices":[{"index":0,"delta":{"reasoning_content":"想"}}]}

        data: {"id":"s","choices":[{"index":0,"delta":{"content":"你"}}]}

        data: {"id":"s","choices":[{"index":0,"delta":{"content":"好"}}]}

        data: {"id":"s","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c9",\
        "type":"function","function":{"name":"f","arguments":"{\\"a\\""}}]}}]}

        data: {"id":"s","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,\
        "function":{"arguments":":1}"}}]}}]}

        data: {"id":"s","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

        data: [DONE]

        """;
    var bytes = stream.getBytes(UTF_8);
    var outline = Outlines.answer(format("openai"), bytes, 0);
    assertThat(outline.problem()).isNull();
    assertThat(told(outline, bytes))
        .containsExactly(
            "assistant reasoning events[1..1]: 想",
            "assistant text events[2..3]: 你好",
            "assistant tool_call events[4..5] name=f ref=c9: {\"a\":1}");
    var text = outline.parts().get(1);
    assertThat(new String(bytes, text.start(), text.end() - text.start(), UTF_8))
        .startsWith("data: {\"id\":\"s\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"你\"")
        .endsWith("\"好\"}}]}\n\n");
    var half = Outlines.answer(format("openai"), stream.substring(0, 400).getBytes(UTF_8), 0);
    assertThat(half.complete()).isFalse();
    assertThat(half.parts()).isNotEmpty();
  }

  @Test
  void a_streamed_completion() {
    var stream =
        """
        data: {"id":"s","object":"text_completion","choices":[{"index":0,"text":"从"}]}

        data: {"id":"s","object":"text_completion","choices":[{"index":0,"text":"前","finish_reason":"stop"}]}

        data: [DONE]

        """;
    assertThat(answer("openai", stream)).containsExactly("assistant text events[0..1]: 从前");
  }

  @Test
  void a_responses_request_and_answer() {
    assertThat(
            request(
                "responses",
                """
                {"model":"m","instructions":"简短","input":[
                 {"role":"user","content":"你好"},
                 {"type":"message","role":"user","content":[{"type":"input_text","text":"看"},
                  {"type":"input_image","image_url":"https://example.com/a.png"}]},
                 {"type":"reasoning","id":"r","summary":[{"type":"summary_text","text":"想"}]},
                 {"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},
                 {"type":"function_call_output","call_id":"c1","output":"对"},
                 {"type":"telepathy","x":1}],
                 "tools":[{"type":"function","name":"f","description":"做"},
                  {"type":"web_search"}]}\
                """))
        .containsExactly(
            "system text instructions: 简短",
            "user text input[0].content: 你好",
            "user text input[1].content[0]: 看",
            "user image input[1].content[1]: https://example.com/a.png",
            "assistant reasoning input[2]: 想",
            "assistant tool_call input[3] name=f ref=c1: {}",
            "tool tool_result input[4] ref=c1: 对",
            "user unknown input[5]: {\"type\":\"telepathy\",\"x\":1}",
            "tools tool_definition tools[0] name=f: 做",
            "tools tool_definition tools[1] name=web_search: {\"type\":\"web_search\"}");
    assertThat(request("responses", "{\"input\":\"你好\"}")).containsExactly("user text input: 你好");
    assertThat(
            answer(
                "responses",
                """
                {"output":[{"type":"web_search_call","id":"ws","action":{"type":"search"}},
                 {"type":"message","role":"assistant","content":[{"type":"output_text",
                  "text":"好","annotations":[{"type":"url_citation","url":"https://a","title":"甲"}]},
                  {"type":"refusal","refusal":"不"}]}]}\
                """))
        .containsExactly(
            "assistant tool_call output[0] name=web_search_call ref=ws: {\"type\":\"search\"}",
            "assistant text output[1].content[0]: 好",
            "assistant citation output[1].content[0].annotations[0] name=甲: https://a",
            "assistant refusal output[1].content[1]: 不");
  }

  @Test
  void a_messages_request_and_answer() {
    assertThat(
            request(
                "anthropic",
                """
                {"model":"m","max_tokens":9,
                 "tools":[{"name":"f","description":"做","input_schema":{"type":"object"},
                  "cache_control":{"type":"ephemeral","ttl":"1h"}}],
                 "system":[{"type":"text","text":"规则","cache_control":{"type":"ephemeral"}}],
                 "messages":[{"role":"user","content":"你好"},
                  {"role":"assistant","content":[{"type":"thinking","thinking":"想","signature":"s"},
                   {"type":"redacted_thinking","data":"zz"},
                   {"type":"tool_use","id":"t1","name":"f","input":{"q":1}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[
                    {"type":"text","text":"结果"},
                    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA"}}]},
                   {"type":"document","title":"书","source":{"type":"base64",
                    "media_type":"application/pdf","data":"AA"}}]}]}\
                """))
        .containsExactly(
            "tools tool_definition tools[0] name=f cached=1h: 做",
            "system text system[0] cached=5m: 规则",
            "user text messages[0].content: 你好",
            "assistant reasoning messages[1].content[0]: 想",
            "assistant reasoning messages[1].content[1]",
            "assistant tool_call messages[1].content[2] name=f ref=t1: {\"q\":1}",
            "tool tool_result messages[2].content[0] ref=t1: 结果",
            "tool image messages[2].content[0].content[1] media=image/png",
            "user file messages[2].content[1] name=书 media=application/pdf");
    assertThat(
            answer(
                "anthropic",
                "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\","
                    + "\"text\":\"好\"}]}"))
        .containsExactly("assistant text content[0]: 好");
  }

  @Test
  void a_gemini_request_and_answer() {
    assertThat(
            request(
                "gemini",
                """
                {"systemInstruction":{"parts":[{"text":"规则"}]},
                 "contents":[{"role":"user","parts":[{"text":"你好"},
                   {"inlineData":{"mimeType":"image/jpeg","data":"AA"}}]},
                  {"role":"model","parts":[{"text":"想","thought":true},
                   {"functionCall":{"name":"f","args":{"q":1}}}]},
                  {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"r":2}}}]}],
                 "tools":[{"functionDeclarations":[{"name":"f","description":"做"}]},
                  {"googleSearch":{}}]}\
                """))
        .containsExactly(
            "system text systemInstruction.parts[0]: 规则",
            "user text contents[0].parts[0]: 你好",
            "user image contents[0].parts[1] media=image/jpeg",
            "assistant reasoning contents[1].parts[0]: 想",
            "assistant tool_call contents[1].parts[1] name=f: {\"q\":1}",
            "tool tool_result contents[2].parts[0] name=f: {\"r\":2}",
            "tools tool_definition tools[0].functionDeclarations[0] name=f: 做",
            "tools tool_definition tools[1]: {\"googleSearch\":{}}");
    assertThat(
            answer(
                "gemini",
                "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"好\"}]}}]}"))
        .containsExactly("assistant text candidates[0].content.parts[0]: 好");
  }

  @Test
  void a_converse_request_and_answer() {
    assertThat(
            request(
                "bedrock",
                """
                {"system":[{"text":"规则"},{"cachePoint":{"type":"default"}}],
                 "messages":[{"role":"user","content":[{"text":"你好"},
                   {"image":{"format":"png","source":{"bytes":"AA"}}}]},
                  {"role":"assistant","content":[
                   {"reasoningContent":{"reasoningText":{"text":"想"}}},
                   {"toolUse":{"toolUseId":"t1","name":"f","input":{"q":1}}}]},
                  {"role":"user","content":[
                   {"toolResult":{"toolUseId":"t1","content":[{"text":"结果"}]}}]}],
                 "toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"做",
                  "inputSchema":{"json":{}}}}]}}\
                """))
        .containsExactly(
            "system text system[0] cached=5m: 规则",
            "user text messages[0].content[0]: 你好",
            "user image messages[0].content[1] media=png",
            "assistant reasoning messages[1].content[0]: 想",
            "assistant tool_call messages[1].content[1] name=f ref=t1: {\"q\":1}",
            "tool tool_result messages[2].content[0] ref=t1: 结果",
            "tools tool_definition toolConfig.tools[0] name=f: 做");
    assertThat(
            answer(
                "bedrock",
                "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"好\"}]}}}"))
        .containsExactly("assistant text output.message.content[0]: 好");
  }

  @Test
  void a_cohere_request_and_answer() {
    assertThat(
            request(
                "cohere",
                """
                {"messages":[{"role":"system","content":"规则"},
                  {"role":"assistant","tool_plan":"想","tool_calls":[{"id":"c1","type":"function",
                   "function":{"name":"f","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"c1","content":[{"type":"document",
                   "document":{"data":"结果"}}]}],
                 "documents":["甲",{"id":"d","data":{"text":"乙"}}]}\
                """))
        .containsExactly(
            "system text messages[0].content: 规则",
            "assistant reasoning messages[1].tool_plan: 想",
            "assistant tool_call messages[1].tool_calls[0] name=f ref=c1: {}",
            "tool tool_result messages[2] ref=c1:"
                + " [{\"type\":\"document\",\n   \"document\":{\"data\":\"结果\"}}]",
            "user text documents[0]: 甲",
            "user file documents[1] name=d: 乙");
    assertThat(
            answer(
                "cohere",
                "{\"message\":{\"role\":\"assistant\",\"content\":[{\"type\":\"text\","
                    + "\"text\":\"好\"}]}}"))
        .containsExactly("assistant text message.content[0]: 好");
  }

  @Test
  void an_ollama_request_answer_and_stream() {
    assertThat(
            request(
                "ollama",
                """
                {"messages":[{"role":"user","content":"看","images":["AAAA"]},
                  {"role":"assistant","content":"","thinking":"想","tool_calls":[
                   {"function":{"name":"f","arguments":{"q":1}}}]},
                  {"role":"tool","tool_name":"f","content":"对"}]}\
                """))
        .containsExactly(
            "user text messages[0].content: 看",
            "user image messages[0].images[0]",
            "assistant reasoning messages[1].thinking: 想",
            "assistant tool_call messages[1].tool_calls[0] name=f: {\"q\":1}",
            "tool tool_result messages[2] name=f: 对");
    assertThat(
            answer(
                "ollama", "{\"message\":{\"role\":\"assistant\",\"content\":\"好\"},\"done\":true}"))
        .containsExactly("assistant text message.content: 好");
    assertThat(
            answer(
                "ollama",
                """
                {"model":"m","message":{"role":"assistant","content":"你"},"done":false}
                {"model":"m","message":{"role":"assistant","content":"好"},"done":false}
                {"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}
                """))
        .containsExactly("assistant text events[0..1]: 你好");
  }

  @Test
  void the_same_words_have_one_hash_in_every_format() {
    var openai =
        Outlines.request(
            format("openai"),
            ("{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"},{\"role\":\"assistant\","
                    + "\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":"
                    + "\"{\\\"x\\\":1, \\\"y\\\":2}\"}}]}]}")
                .getBytes(UTF_8),
            0);
    var anthropic =
        Outlines.request(
            format("anthropic"),
            ("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":"
                    + "\"\\u4f60好\",\"cache_control\":{\"type\":\"ephemeral\"}}]},"
                    + "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"b\","
                    + "\"name\":\"f\",\"input\":{\"y\":2,\"x\":1}}]}]}")
                .getBytes(UTF_8),
            0);
    assertThat(hashes(anthropic)).hasSize(2).isEqualTo(hashes(openai));
  }

  private static List<Long> hashes(Outline outline) {
    return outline.parts().stream().map(OutlinePart::hash).toList();
  }

  @Test
  void long_outlines_come_in_pages() {
    var body = new StringBuilder("{\"messages\":[");
    for (int i = 0; i < 2_500; i++) {
      body.append(i == 0 ? "" : ",").append("{\"role\":\"user\",\"content\":\"第" + i + "\"}");
    }
    var bytes = body.append("]}").toString().getBytes(UTF_8);
    var first = Outlines.request(format("openai"), bytes, 0);
    assertThat(first.parts()).hasSize(2_000);
    assertThat(first.more()).isTrue();
    var rest = Outlines.request(format("openai"), bytes, 2_000);
    assertThat(rest.parts()).hasSize(500);
    assertThat(rest.parts().getFirst().index()).isEqualTo(2_000);
    assertThat(rest.parts().getFirst().text()).isEqualTo("第2000");
    assertThat(rest.more()).isFalse();
  }
}
