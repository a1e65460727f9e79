package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tests a tool loop with a model that signs its reasoning, through a chat-completions client that
/// keeps only role, content, and the calls' id, name and arguments.
final class ReasoningLoopTest extends VendorSuite {
  private static final String TOOLS =
      """
      "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]\
      """;

  @Override
  String more(ScriptedUpstream upstream) {
    return "rules:\n  - { provider: ant, model: \"*\", reasoning: budget }\n";
  }

  /// The second request of the loop, as a client sends it that dropped all it does not know.
  private String second(String model, JsonNode first) {
    var call = first.at("/choices/0/message/tool_calls/0");
    assertThat(call.path("id").isString()).as(first.toString()).isTrue();
    ObjectNode kept = Json.MAPPER.createObjectNode();
    kept.put("id", call.path("id").asString()).put("type", "function");
    kept.putObject("function")
        .put("name", call.at("/function/name").asString())
        .put("arguments", call.at("/function/arguments").asString());
    return """
    {"model":"%s","reasoning_effort":"low","max_tokens":9000,"messages":[
      {"role":"user","content":"杭州天气？"},
      {"role":"assistant","content":null,"tool_calls":[%s]},
      {"role":"tool","tool_call_id":"%s","content":"晴"}],%s}\
    """
        .formatted(model, kept, call.path("id").asString(), TOOLS);
  }

  private JsonNode first(String model) throws Exception {
    var got =
        gateway.post(
            "/v1/chat/completions",
            """
            {"model":"%s","reasoning_effort":"low","max_tokens":9000,
             "messages":[{"role":"user","content":"杭州天气？"}],%s}\
            """
                .formatted(model, TOOLS));
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    return got.json();
  }

  @Test
  void anthropics_signed_thinking_comes_back_whole() throws Exception {
    upstream.next(
        Scripts.json(
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"c","content":[
              {"type":"thinking","thinking":"先查天气。","signature":"c2lnLTE="},
              {"type":"redacted_thinking","data":"c2VjcmV0"},
              {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"杭州"}}],
             "stop_reason":"tool_use","usage":{"input_tokens":9,"output_tokens":9}}\
            """),
        Scripts.json(
            """
            {"id":"msg_2","type":"message","role":"assistant","model":"c",
             "content":[{"type":"text","text":"晴天"}],
             "stop_reason":"end_turn","usage":{"input_tokens":9,"output_tokens":9}}\
            """));
    var first = first("ant/c");
    upstream.take();
    var got = gateway.post("/v1/chat/completions", second("ant/c", first));
    assertThat(got.json().at("/choices/0/message/content").asString()).isEqualTo("晴天");
    var asked = upstream.take().json();
    var turn = asked.at("/messages/1/content");
    assertThat(turn.at("/0/thinking").asString()).isEqualTo("先查天气。");
    assertThat(turn.at("/0/signature").asString()).isEqualTo("c2lnLTE=");
    assertThat(turn.at("/1/data").asString()).isEqualTo("c2VjcmV0");
    assertThat(turn.at("/2/id").asString()).isEqualTo("toolu_1");
    assertThat(asked.at("/messages/2/content/0/tool_use_id").asString()).isEqualTo("toolu_1");
    assertThat(asked.at("/thinking/type").asString()).isEqualTo("enabled");
  }

  @Test
  void a_client_that_loses_the_id_too_gets_an_answer_without_thinking() throws Exception {
    upstream.next(
        Scripts.json(
            """
            {"id":"msg_2","type":"message","role":"assistant","model":"c",
             "content":[{"type":"text","text":"晴天"}],
             "stop_reason":"end_turn","usage":{"input_tokens":9,"output_tokens":9}}\
            """));
    var made =
        Json.MAPPER.readTree(
            """
            {"choices":[{"message":{"tool_calls":[{"id":"call_own",
              "function":{"name":"weather","arguments":"{}"}}]}}]}\
            """);
    var got = gateway.post("/v1/chat/completions", second("ant/c", made));
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.require("x-gateway-losses")).isNotEmpty();
    assertThat(upstream.take().json().at("/thinking/type").asString("disabled"))
        .isEqualTo("disabled");
  }

  @Test
  void geminis_signature_on_a_call_comes_back() throws Exception {
    upstream.next(
        Scripts.json(
            """
            {"candidates":[{"content":{"role":"model","parts":[
              {"functionCall":{"name":"weather","args":{"city":"杭州"}},"thoughtSignature":"dGhvdWdodA=="}]},
              "finishReason":"STOP"}]}\
            """),
        Scripts.json(
            """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"晴天"}]},"finishReason":"STOP"}]}\
            """));
    var first = first("gem/g");
    upstream.take();
    var got = gateway.post("/v1/chat/completions", second("gem/g", first));
    assertThat(got.json().at("/choices/0/message/content").asString()).isEqualTo("晴天");
    var part = upstream.take().json().at("/contents/1/parts/0");
    assertThat(part.path("thoughtSignature").asString()).isEqualTo("dGhvdWdodA==");
    assertThat(part.at("/functionCall/name").asString()).isEqualTo("weather");
  }

  /// Claude Code switched from DeepSeek's model to Claude: Anthropic takes no thinking but its own.
  @Test
  void thoughts_of_another_vendor_stay_behind_when_a_client_turns_to_its_own() throws Exception {
    upstream.next(
        Scripts.json(
            """
            {"id":"c","object":"chat.completion","model":"d","choices":[{"index":0,"message":
              {"role":"assistant","reasoning_content":"先想想。","content":"晴天"},"finish_reason":"stop"}]}\
            """));
    var ask = "{\"role\":\"user\",\"content\":\"杭州天气？\"}";
    var first =
        gateway.post(
            "/v1/messages", "{\"model\":\"up/d\",\"max_tokens\":9000,\"messages\":[" + ask + "]}");
    var content = first.json().path("content");
    assertThat(content.at("/0/thinking").asString()).as(first.text()).isEqualTo("先想想。");
    assertThat(content.at("/0/signature").asString()).isNotEmpty();
    upstream.take();
    upstream.next(
        Scripts.json(
            """
            {"id":"msg_2","type":"message","role":"assistant","model":"c",
             "content":[{"type":"text","text":"不用谢"}],
             "stop_reason":"end_turn","usage":{"input_tokens":9,"output_tokens":9}}\
            """));
    var turn = "{\"role\":\"assistant\",\"content\":" + content + "}";
    var got =
        gateway.post(
            "/v1/messages",
            """
            {"model":"ant/c","max_tokens":9000,"thinking":{"type":"enabled","budget_tokens":2000},
             "messages":[%s,%s,{"role":"user","content":"谢谢"}]}\
            """
                .formatted(ask, turn));
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var sent = upstream.take();
    assertThat(sent.text()).contains("晴天").doesNotContain("gw1_").doesNotContain("先想想");
    assertThat(got.require("x-gateway-losses")).contains("reasoning");
  }

  /// OpenAI takes ids of 40 characters; what they carried for Claude is of no use to it.
  @Test
  void ids_that_carry_thoughts_are_short_again_for_openais_own() throws Exception {
    upstream.next(
        Scripts.json(
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"c","content":[
              {"type":"thinking","thinking":"先查天气。","signature":"c2lnLTE="},
              {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"杭州"}}],
             "stop_reason":"tool_use","usage":{"input_tokens":9,"output_tokens":9}}\
            """));
    var first = first("ant/c");
    upstream.take();
    upstream.next(
        Scripts.json(
            """
            {"id":"c","object":"chat.completion","model":"g","choices":[{"index":0,"message":
              {"role":"assistant","content":"晴天"},"finish_reason":"stop"}]}\
            """));
    var got = gateway.post("/v1/chat/completions", second("up/g", first));
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var sent = upstream.take().json();
    assertThat(sent.at("/messages/1/tool_calls/0/id").asString()).isEqualTo("toolu_1");
    assertThat(sent.at("/messages/2/tool_call_id").asString()).isEqualTo("toolu_1");
  }

  /// Clients of the Responses API may keep calls and their results alone, or the last thought.
  @Test
  void a_responses_client_that_keeps_only_its_calls_brings_all_thoughts_back() throws Exception {
    upstream.next(
        Scripts.json(
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"c","content":[
              {"type":"thinking","thinking":"先查天气。","signature":"c2lnLTE="},
              {"type":"redacted_thinking","data":"c2VjcmV0"},
              {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"杭州"}}],
             "stop_reason":"tool_use","usage":{"input_tokens":9,"output_tokens":9}}\
            """));
    var tools =
        "\"tools\":[{\"type\":\"function\",\"name\":\"weather\",\"parameters\":{\"type\":\"object\"}}],"
            + "\"reasoning\":{\"effort\":\"low\"},\"max_output_tokens\":9000";
    var user = "{\"role\":\"user\",\"content\":\"杭州天气？\"}";
    var first =
        gateway.post(
            "/v1/responses", "{\"model\":\"ant/c\",\"input\":[" + user + "]," + tools + "}");
    upstream.take();
    JsonNode call = Json.MAPPER.nullNode();
    JsonNode last = Json.MAPPER.nullNode();
    for (var item : first.json().path("output")) {
      if (item.path("type").asString().equals("function_call")) call = item;
      if (item.path("type").asString().equals("reasoning")) last = item;
    }
    for (var kept : new String[] {"", last + ","}) {
      upstream.next(
          Scripts.json(
              """
              {"id":"msg_2","type":"message","role":"assistant","model":"c",
               "content":[{"type":"text","text":"晴天"}],
               "stop_reason":"end_turn","usage":{"input_tokens":9,"output_tokens":9}}\
              """));
      var result =
          Json.MAPPER
              .createObjectNode()
              .put("type", "function_call_output")
              .put("call_id", call.path("call_id").asString())
              .put("output", "晴");
      var input = user + "," + kept + call + "," + result;
      var got =
          gateway.post(
              "/v1/responses", "{\"model\":\"ant/c\",\"input\":[" + input + "]," + tools + "}");
      assertThat(got.status()).as(got.text()).isEqualTo(200);
      var asked = upstream.take().json();
      var turn = asked.at("/messages/1/content");
      assertThat(turn.at("/0/signature").asString()).as(turn.toString()).isEqualTo("c2lnLTE=");
      assertThat(turn.at("/1/data").asString()).isEqualTo("c2VjcmV0");
      assertThat(turn.at("/2/id").asString()).isEqualTo("toolu_1");
      assertThat(asked.at("/messages/2/content/0/tool_use_id").asString()).isEqualTo("toolu_1");
    }
  }
}
