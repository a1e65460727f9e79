package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests token counts across dialects.
@ExtendWith(LeakCheck.class)
class OtherOperationsTest {
  private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"你好，世界\"}]";

  private ScriptedUpstream upstream;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    gateway =
        RunningGateway.on(upstream)
            .yaml(row("gem", "gemini") + row("co", "cohere") + row("res", "responses"))
            .start();
  }

  private String row(String id, String dialect) {
    return "  %s: { dialect: %s, base-url: \"%s\", api-key: k }\n"
        .formatted(id, dialect, upstream.uri());
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  @Test
  void several_answers_of_a_provider_that_gives_one_are_refused() throws Exception {
    var got = gateway.post("/v1/chat/completions", "{\"model\":\"co/c\",\"n\":2," + MESSAGES + "}");
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.error().path("param").asString()).isEqualTo("n");
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void tokens_are_counted_by_a_provider_that_can() throws Exception {
    upstream.next(Scripts.json("{\"totalTokens\":42}"));
    var got =
        gateway.post("/v1/messages/count_tokens", "{\"model\":\"gem/gemini-x\"," + MESSAGES + "}");
    assertThat(upstream.take().target()).isEqualTo("/v1beta/models/gemini-x:countTokens");
    assertThat(got.json().path("input_tokens").asInt()).isEqualTo(42);
    assertThat(got.header("x-gateway-losses")).isNull();
  }

  @Test
  void tokens_are_estimated_where_a_provider_cannot_count() throws Exception {
    var got = gateway.post("/v1/messages/count_tokens", "{\"model\":\"up/m\"," + MESSAGES + "}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(got.json().path("input_tokens").asInt()).isBetween(5, 20);
    assertThat(got.require("x-gateway-losses")).isEqualTo("count:estimated");
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void what_a_provider_will_not_count_is_estimated() throws Exception {
    upstream.next(
        Scripts.json(
            400,
            "{\"error\":{\"code\":400,\"message\":\"not"
                + " supported\",\"status\":\"INVALID_ARGUMENT\"}}"));
    var got = gateway.post("/v1/messages/count_tokens", "{\"model\":\"gem/g\"," + MESSAGES + "}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(got.json().path("input_tokens").asInt()).isBetween(5, 20);
    assertThat(got.require("x-gateway-losses")).isEqualTo("count:estimated");
  }

  @Test
  void a_fault_of_the_key_stays_an_error() throws Exception {
    upstream.next(
        Scripts.json(
            401, "{\"error\":{\"code\":401,\"message\":\"no\",\"status\":\"UNAUTHENTICATED\"}}"));
    var got = gateway.post("/v1/messages/count_tokens", "{\"model\":\"gem/g\"," + MESSAGES + "}");
    assertThat(got.status()).isEqualTo(502);
  }

  @Test
  void the_responses_api_counts_too() throws Exception {
    var got =
        gateway.post("/v1/responses/input_tokens", "{\"model\":\"up/m\",\"input\":\"你好，世界\"}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(got.json().path("object").asString()).isEqualTo("response.input_tokens");
    assertThat(got.json().path("input_tokens").asInt()).isBetween(5, 20);
    upstream.next(Scripts.json("{\"object\":\"response.input_tokens\",\"input_tokens\":11}"));
    var asked = gateway.post("/v1/messages/count_tokens", "{\"model\":\"res/m\"," + MESSAGES + "}");
    var sent = upstream.take();
    assertThat(sent.target()).endsWith("/responses/input_tokens");
    assertThat(sent.json().has("store")).isFalse();
    assertThat(asked.json().path("input_tokens").asInt()).isEqualTo(11);
  }
}
