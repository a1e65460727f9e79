package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.Json;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests JSON schemas with models that cannot be held to them: the schema is part of the prompt,
/// and the answer is checked.
@ExtendWith(LeakCheck.class)
class EmulatedFormatTest {
  private static final String ASK =
      """
      "messages":[{"role":"user","content":"杭州？"}],"response_format":{"type":"json_schema",
      "json_schema":{"name":"city","strict":true,"schema":{"type":"object","required":["name"],
      "properties":{"name":{"type":"string"}},"additionalProperties":false}}}}\
      """;

  private ScriptedUpstream upstream;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    gateway =
        RunningGateway.on(upstream)
            .yaml(
                "  co: { dialect: cohere, base-url: \"%s\", api-key: k }\n"
                        .formatted(upstream.uri())
                    + "rules:\n"
                    + "  - { provider: [up, co], model: \"*\", json-schema: false }\n")
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private static String answer(String text) {
    return "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,"
        + "\"message\":{\"role\":\"assistant\",\"content\":"
        + Json.MAPPER.writeValueAsString(text)
        + "},\"finish_reason\":\"stop\"}]}";
  }

  private static String chunk(String text) {
    return "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
        + Json.MAPPER.writeValueAsString(text)
        + "}}]}\n\n";
  }

  private static final String STOP =
      """
      data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: [DONE]

      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"杭州\"}",
        "```json\n{\"name\":\"杭州\"}\n```",
        "```\n{\"name\":\"杭州\"}```\n",
        "Here it is:\n{\"name\":\"杭州\"}\nAnything else?"
      })
  void a_model_is_told_the_schema_and_the_client_gets_bare_json(String said) throws Exception {
    upstream.next(Scripts.json(answer(said)));
    var got = gateway.post("/v1/chat/completions", "{\"model\":\"up/m\"," + ASK);
    var asked = upstream.take().json();
    assertThat(asked.at("/response_format").toString()).isEqualTo("{\"type\":\"json_object\"}");
    assertThat(asked.at("/messages/0/role").asString()).isEqualTo("system");
    assertThat(asked.at("/messages/0/content").asString())
        .contains("JSON Schema", "\"additionalProperties\":false");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(got.json().at("/choices/0/message/content").asString())
        .isEqualTo("{\"name\":\"杭州\"}");
    assertThat(got.require("x-gateway-losses")).isEqualTo("response_format:instructed");
  }

  @Test
  void an_answer_that_breaks_the_schema_is_told_as_a_loss() throws Exception {
    upstream.next(Scripts.json(answer("{\"nom\":\"杭州\"}")));
    var got = gateway.post("/v1/chat/completions", "{\"model\":\"up/m\"," + ASK);
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.require("x-gateway-losses"))
        .isEqualTo("response_format:instructed,response_format:broken");
  }

  @Test
  void an_answer_that_breaks_the_schema_is_an_error_in_strict_mode() throws Exception {
    upstream.next(Scripts.json(answer("{\"name\":7}")));
    var got =
        gateway.post(
            "/v1/chat/completions", "{\"model\":\"up/m\"," + ASK, "x-gateway-strict: true");
    assertThat(got.status()).as(got.text()).isEqualTo(502);
    assertThat(got.error().path("message").asString()).contains("/name is not of type \"string\"");
  }

  @Test
  void a_call_of_a_tool_and_a_cut_answer_need_not_fit() throws Exception {
    upstream.next(Scripts.json(answer("{\"name\":\"杭").replace("\"stop\"", "\"length\"")));
    var got =
        gateway.post(
            "/v1/chat/completions", "{\"model\":\"up/m\"," + ASK, "x-gateway-strict: true");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(got.json().at("/choices/0/finish_reason").asString()).isEqualTo("length");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100})
  void streams_lose_their_fence_wherever_they_are_cut(int size) throws Exception {
    var said = "```json\n{\"name\": \"杭``州\",\n \"n\":1}\n```\n再见";
    var pieces = said.split("(?<=\\G.{" + size + "})");
    var chunks = Arrays.stream(pieces).map(EmulatedFormatTest::chunk).toArray(String[]::new);
    upstream.next(Scripts.stream(String.join("", chunks) + STOP));
    var got = gateway.post("/v1/chat/completions", "{\"model\":\"up/m\",\"stream\":true," + ASK);
    var text = new StringBuilder();
    for (var line : got.text().lines().toList()) {
      if (!line.startsWith("data: {")) continue;
      var delta = Json.MAPPER.readTree(line.substring(6)).at("/choices/0/delta/content");
      text.append(delta.asString(""));
    }
    assertThat(text.toString()).isEqualTo("{\"name\": \"杭``州\",\n \"n\":1}");
    assertThat(got.text()).contains("\"finish_reason\":\"stop\"", "[DONE]");
  }

  @Test
  void a_stream_that_breaks_the_schema_ends_in_an_error_in_strict_mode() throws Exception {
    upstream.next(Scripts.stream(chunk("{}") + STOP));
    var got =
        gateway.post(
            "/v1/chat/completions",
            "{\"model\":\"up/m\",\"stream\":true," + ASK,
            "x-gateway-strict: true");
    assertThat(got.text()).contains("the answer lacks \\\"name\\\"").doesNotContain("\"stop\"");
  }

  @Test
  void a_target_of_another_dialect_is_told_and_checked_too() throws Exception {
    upstream.next(
        Scripts.json(
            "{\"id\":\"c\",\"finish_reason\":\"COMPLETE\",\"message\":{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"```json\\n"
                + "{\\\"name\\\":\\\"杭州\\\"}\\n"
                + "```\"}]}}"));
    var got = gateway.post("/v1/chat/completions", "{\"model\":\"co/m\"," + ASK);
    assertThat(upstream.take().json().at("/messages/0/content").toString()).contains("JSON Schema");
    assertThat(got.json().at("/choices/0/message/content").asString())
        .isEqualTo("{\"name\":\"杭州\"}");
  }

  @Test
  void a_target_that_holds_to_schemas_gets_the_bytes_as_they_are() throws Exception {
    upstream.next(Scripts.json(answer("```json\n{}\n```")));
    var asked = "{\"model\":\"up/m\"," + ASK.replace("json_schema\",\n", "json_object\",\n");
    var got = gateway.post("/v1/chat/completions", asked);
    assertThat(upstream.take().text()).contains("json_object");
    assertThat(got.json().at("/choices/0/message/content").asString()).startsWith("```json");
  }
}
