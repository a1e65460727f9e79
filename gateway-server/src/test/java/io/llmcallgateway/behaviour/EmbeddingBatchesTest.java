package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Tests embedding requests with more texts than a model takes in one call.
final class EmbeddingBatchesTest extends SharedGateway {
  private static final String TITAN = "my-bedrock/amazon.titan-embed-text-v2:0";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream scripted) {
    return RunningGateway.on(scripted)
        .yaml(
            EmbeddingTargetsTest.rows(scripted)
                + "rules:\n  - { provider: my-ollama, model: \"small*\", embedding-batch: 3 }\n");
  }

  /// Texts `字0`, `字1` and so on.
  private RawAnswer embed(String model, int texts) throws Exception {
    return gateway.post("/v1/embeddings", request(model, texts));
  }

  private static String request(String model, int texts) {
    var input =
        IntStream.range(0, texts).mapToObj(i -> "\"字" + i + "\"").collect(Collectors.joining(","));
    return "{\"model\":\"" + model + "\",\"input\":[" + input + "]}";
  }

  /// What Ollama would answer: each vector is its text's number.
  private void answerByNumbers() {
    upstream.always(
        asked -> {
          var vectors =
              asked.json().path("input").values().stream()
                  .map(text -> "[" + text.asString().substring(1) + "]")
                  .collect(Collectors.joining(","));
          return Scripts.json("{\"embeddings\":[" + vectors + "],\"prompt_eval_count\":5}");
        });
  }

  @Test
  void too_many_texts_go_in_several_calls_and_come_back_in_order() throws Exception {
    answerByNumbers();
    var got = embed("my-ollama/small", 20);
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    for (int i = 0; i < 20; i++) {
      assertThat(got.json().at("/data/" + i + "/embedding/0").asInt()).isEqualTo(i);
      assertThat(got.json().at("/data/" + i + "/index").asInt()).isEqualTo(i);
    }
    assertThat(upstream.requests()).hasSize(7);
    assertThat(got.json().at("/usage/prompt_tokens").asInt()).isEqualTo(35);
  }

  @Test
  void as_many_as_a_model_takes_go_in_one_call() throws Exception {
    answerByNumbers();
    assertThat(embed("my-ollama/small", 3).status()).isEqualTo(200);
    assertThat(embed("my-ollama/big", 300).status()).isEqualTo(200);
    assertThat(upstream.requests()).hasSize(2);
  }

  @Test
  void titan_gets_a_call_for_each_text() throws Exception {
    upstream.always(
        asked ->
            Scripts.json(
                "{\"embedding\":["
                    + asked.json().path("inputText").asString().substring(1)
                    + "],\"inputTextTokenCount\":2}"));
    var got = embed(TITAN, 10);
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(got.json().at("/data/9/embedding/0").asInt()).isEqualTo(9);
    assertThat(got.json().at("/usage/prompt_tokens").asInt()).isEqualTo(20);
    assertThat(upstream.requests()).hasSize(10);
  }

  @Test
  void one_call_that_fails_fails_the_whole_with_its_type() throws Exception {
    upstream.always(
        asked ->
            asked.text().contains("字5")
                ? Scripts.json(
                    400, "{\"message\":\"bad\"}", "x-amzn-errortype: ValidationException")
                : Scripts.json("{\"embedding\":[1],\"inputTextTokenCount\":2}"));
    var got = embed(TITAN, 10);
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.error().path("message").asString()).isEqualTo("bad");
    assertThat(got.error().path("provider").asString()).isEqualTo("my-bedrock");
    int refused = 0;
    for (var attempt : gateway.awaitRecord(got).path("attempts")) {
      boolean fails = attempt.path("status").asInt() == 400;
      if (fails) refused++;
      assertThat(attempt.has("error"))
          .as("the one that failed is blamed: %s", attempt)
          .isEqualTo(fails);
    }
    assertThat(refused).isEqualTo(1);
  }

  @Test
  void too_few_vectors_are_the_providers_error() throws Exception {
    upstream.next(Scripts.json("{\"embeddings\":[[1]]}"));
    var got = embed("my-ollama/small", 2);
    assertThat(got.status()).isEqualTo(502);
    assertThat(got.error().path("message").asString()).contains("1 embeddings for 2 texts");
  }

  @Test
  void a_client_that_leaves_ends_all_calls() throws Exception {
    upstream.always(Scripts.stall());
    try (var client = gateway.client()) {
      client.post("/v1/embeddings", request(TITAN, 10), RunningGateway.authorized());
      upstream.take();
    }
    assertThat(upstream.awaitClientGone(Duration.ofSeconds(10))).isTrue();
    gateway.awaitMetrics("no call is left", m -> m.path("active_requests").asInt() == 0);
  }

  @Test
  void a_call_in_the_same_format_is_not_cut() throws Exception {
    upstream.next(Scripts.json("{\"data\":[{\"index\":0,\"embedding\":[1]}]}"));
    assertThat(embed("up/m", 3_000).status()).isEqualTo(200);
    assertThat(upstream.take().json().path("input").size()).isEqualTo(3_000);
  }

  @Test
  void all_calls_stand_in_the_interaction_log() throws Exception {
    answerByNumbers();
    embed("my-ollama/small", 4);
    var lines = gateway.awaitCall("字3", "COMPLETE");
    assertThat(lines.stream().filter(line -> line.contains("my-ollama")).count())
        .isGreaterThanOrEqualTo(2);
  }
}
