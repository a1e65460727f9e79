package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool loop with a model that signs its reasoning, through a chat-completions client that keeps
/// nothing but what it knows: role, content, and the calls' id, name and arguments.
@ExtendWith(LeakCheck.class)
class ReasoningLoopTest {
  private static final String TOOLS =
      """
      "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]""";

  private ScriptedUpstream upstream;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    var row = "  %s: { dialect: %s, base-url: \"%s\", api-key: k }\n";
    gateway =
        RunningGateway.on(upstream)
            .yaml(
                row.formatted("ant", "anthropic", upstream.uri())
                    + row.formatted("gem", "gemini", upstream.uri())
                    + "rules:\n  - { provider: ant, model: \"*\", reasoning: budget }\n")
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
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
          {"role":"tool","tool_call_id":"%s","content":"晴"}],%s}"""
        .formatted(model, kept, call.path("id").asString(), TOOLS);
  }

  private JsonNode first(String model) throws Exception {
    var got =
        gateway.post(
            "/v1/chat/completions",
            """
            {"model":"%s","reasoning_effort":"low","max_tokens":9000,
             "messages":[{"role":"user","content":"杭州天气？"}],%s}"""
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
             "stop_reason":"tool_use","usage":{"input_tokens":9,"output_tokens":9}}"""),
        Scripts.json(
            """
            {"id":"msg_2","type":"message","role":"assistant","model":"c",
             "content":[{"type":"text","text":"晴天"}],
             "stop_reason":"end_turn","usage":{"input_tokens":9,"output_tokens":9}}"""));
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
             "stop_reason":"end_turn","usage":{"input_tokens":9,"output_tokens":9}}"""));
    var made =
        Json.MAPPER.readTree(
            """
            {"choices":[{"message":{"tool_calls":[{"id":"call_own",
              "function":{"name":"weather","arguments":"{}"}}]}}]}""");
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
              "finishReason":"STOP"}]}"""),
        Scripts.json(
            """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"晴天"}]},"finishReason":"STOP"}]}"""));
    var first = first("gem/g");
    upstream.take();
    var got = gateway.post("/v1/chat/completions", second("gem/g", first));
    assertThat(got.json().at("/choices/0/message/content").asString()).isEqualTo("晴天");
    var part = upstream.take().json().at("/contents/1/parts/0");
    assertThat(part.path("thoughtSignature").asString()).isEqualTo("dGhvdWdodA==");
    assertThat(part.at("/functionCall/name").asString()).isEqualTo("weather");
  }
}
