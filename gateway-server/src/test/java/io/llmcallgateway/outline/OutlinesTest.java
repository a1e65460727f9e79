package io.llmcallgateway.outline;

import static io.llmcallgateway.outline.OutlineSamples.answer;
import static io.llmcallgateway.outline.OutlineSamples.format;
import static io.llmcallgateway.outline.OutlineSamples.request;
import static io.llmcallgateway.outline.OutlineSamples.told;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Tests that each format's bodies are outlined into their parts.
final class OutlinesTest {
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
