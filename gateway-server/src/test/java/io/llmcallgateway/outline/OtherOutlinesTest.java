package io.llmcallgateway.outline;

import static io.llmcallgateway.outline.OutlineSamples.answer;
import static io.llmcallgateway.outline.OutlineSamples.request;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Tests the outlines of bodies in Google's, AWS's, Cohere's and Ollama's formats.
final class OtherOutlinesTest {
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
}
