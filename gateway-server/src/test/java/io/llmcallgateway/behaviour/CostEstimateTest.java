package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Tests the cost estimate of a request, which asks no provider.
final class CostEstimateTest extends SharedGateway {
  private static final String PATH = "/v1/cost/estimate";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml("models:\n  fast: { targets: [up/gpt-4o-mini, up/other] }\n");
  }

  private JsonNode estimates(String body) throws Exception {
    var answer = gateway.post(PATH, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    // For a bare name, a provider may be asked what it has.
    assertThat(upstream.requests()).noneMatch(sent -> sent.method().equals("POST"));
    return answer.json().path("estimates");
  }

  @Test
  void each_model_is_told_by_itself_in_the_order_asked() throws Exception {
    var estimates =
        estimates(
            """
            {"models":["fast","up/other","nirgends/x"],"request":{"max_tokens":100,"messages":[
              {"role":"user","content":"鲁迅是谁？ one two three"}]}}\
            """);
    assertThat(estimates).hasSize(3);
    var first = estimates.path(0);
    assertThat(first.path("model").asString()).isEqualTo("fast");
    assertThat(first.path("provider").asString()).isEqualTo("up");
    assertThat(first.path("model_sent").asString()).isEqualTo("gpt-4o-mini");
    assertThat(first.path("prompt_tokens").asInt()).isBetween(12, 25);
    assertThat(first.path("prompt").asString()).isEqualTo("estimated");
    assertThat(first.path("completion_tokens").asInt()).isEqualTo(100);
    assertThat(first.path("completion").asString()).isEqualTo("max_tokens");
    var unknown = estimates.path(1);
    assertThat(unknown.path("cost").asString()).isEqualTo("unknown");
    assertThat(unknown.has("min_usd")).isFalse();
    var nowhere = estimates.path(2);
    assertThat(nowhere.at("/error/code").asString()).isEqualTo("model_not_found");
    assertThat(nowhere.has("cost")).isFalse();
  }

  @Test
  void a_plain_chat_request_will_do() throws Exception {
    var estimate = estimates(Calls.chat("up/x")).path(0);
    assertThat(estimate.path("model").asString()).isEqualTo("up/x");
    assertThat(estimate.path("completion").asString()).isEqualTo("unknown");
  }

  @Test
  void a_given_length_of_the_answer_wins() throws Exception {
    var request = Calls.chat("up/x");
    var estimate = estimates("{\"completion_tokens\":7," + request.substring(1)).path(0);
    assertThat(estimate.path("completion_tokens").asInt()).isEqualTo(7);
    assertThat(estimate.path("completion").asString()).isEqualTo("given");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "[]",
        "{}",
        "{\"models\":[],\"request\":{\"messages\":[]}}",
        "{\"models\":[1],\"request\":{}}",
        "{\"models\":[\"a\"],\"request\":7}",
        "{\"models\":[\"a\"],\"request\":{\"messages\":\"no\"}}",
        "{\"model\":\"a\",\"completion_tokens\":-1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
      })
  void nonsense_is_refused_with_words(String body) throws Exception {
    var answer = gateway.post(PATH, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/error/message").asString()).isNotBlank();
  }

  @Test
  void it_needs_the_key() throws Exception {
    try (var client = gateway.client()) {
      client.post(PATH, Calls.chat("up/x"));
      assertThat(client.answer().status()).isEqualTo(401);
    }
  }
}
