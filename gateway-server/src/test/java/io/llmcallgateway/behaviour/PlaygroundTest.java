package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Tests the calls that the console makes for its user.
final class PlaygroundTest extends SharedGateway {
  private static final String TRY = "/admin/api/try";

  @TempDir static Path folder;

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    Files.writeString(
        folder.resolve("prices.yaml"),
        """
        version: ours
        lists:
          up: { models: [ { name: m, match: [cheap-1], prices: [ { input: "0.15", output: "0.6" } ] } ] }
        """);
    return RunningGateway.on(upstream)
        .in(folder)
        .yaml("models: { cheap: { targets: [up/cheap-1] } }\n");
  }

  private JsonNode call(RawAnswer answer) throws Exception {
    var id = answer.require("x-gateway-call-id");
    Await.until(
        "the call is recorded", () -> gateway.get("/admin/api/calls/" + id).status() == 200);
    return gateway.get("/admin/api/calls/" + id).json();
  }

  private static String document(String dialect, String body, String more) {
    return "{\"dialect\":\"%s\",\"body\":%s%s}".formatted(dialect, body, more);
  }

  @Test
  void a_request_goes_the_way_of_all_calls_under_a_key_id_of_its_own() throws Exception {
    var request =
        "{\"model\":\"cheap\", \"temperature\":0.10, \"messages\":[{\"role\":\"user\",\"content\":\"鲁迅\"}]}";
    var answer = gateway.post(TRY, document("openai", request, ""));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/choices/0/message/content").asString()).isNotEmpty();
    var call = call(answer);
    assertThat(call.at("/client/key").asString()).isEqualTo("console");
    assertThat(call.path("model").asString()).isEqualTo("cheap");
    assertThat(call.path("question").asString()).isEqualTo("鲁迅");
    assertThat(
            gateway
                .get("/admin/api/calls/" + call.path("id").asString() + "/client_request")
                .text())
        .as("byte for byte")
        .isEqualTo(request);
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic, '{\"model\":\"up/x\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}', /content/0/text",
    "gemini, '{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}', /candidates/0/content/parts/0/text",
    "bedrock, '{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}', /output/message/content/0/text",
    "cohere, '{\"model\":\"up/x\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}', /message/content/0/text",
    "responses, '{\"model\":\"up/x\",\"input\":\"hi\"}', /output/0/content/0/text"
  })
  void every_format_of_clients_can_be_tried(String dialect, String body, String text)
      throws Exception {
    var answer = gateway.post(TRY, document(dialect, body, ",\"model\":\"up/tried\""));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at(text).asString()).isNotEmpty();
    var call = call(answer);
    assertThat(call.path("dialect").asString()).isEqualTo(dialect);
    assertThat(call.path("model").asString()).isEqualTo("up/tried");
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "gemini"})
  void a_stream_comes_as_the_format_streams(String dialect) throws Exception {
    var body =
        dialect.equals("openai")
            ? Calls.stream("up/x")
            : "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}";
    var answer = gateway.post(TRY, document(dialect, body, ",\"model\":\"up/s\",\"stream\":true"));
    assertThat(answer.require("content-type")).startsWith("text/event-stream");
    assertThat(answer.events()).hasSizeGreaterThan(1);
    assertThat(call(answer).path("stream").asBoolean()).isTrue();
  }

  @Test
  void a_repeated_call_says_which_one_it_repeats() throws Exception {
    var first = gateway.post(CHAT, Calls.chat("up/first"));
    var id = first.require("x-request-id");
    var answer =
        gateway.post(
            TRY, document("openai", Calls.chat("up/first"), ",\"replay_of\":\"" + id + "\""));
    assertThat(call(answer).path("replay_of").asString()).isEqualTo(id);
  }

  @Test
  void a_call_that_may_cost_more_than_allowed_is_not_made() throws Exception {
    var body =
        "{\"model\":\"cheap\",\"max_tokens\":1000,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    var refused = gateway.post(TRY, document("openai", body, ",\"max_usd\":0.0000001"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error().path("param").asString()).isEqualTo("max_usd");
    assertThat(refused.error().path("message").asString()).contains("$0.0000001 allowed");
    assertThat(upstream.requests()).isEmpty();
    assertThat(gateway.post(TRY, document("openai", body, ",\"max_usd\":0.5")).status())
        .isEqualTo(200);
    var unknown =
        gateway.post(TRY, document("openai", Calls.chat("up/unpriced"), ",\"max_usd\":5"));
    assertThat(unknown.error().path("message").asString()).contains("not known beforehand");
  }

  @Test
  void a_free_model_needs_no_limit_of_its_answer_to_be_within_what_is_allowed() throws Exception {
    var answer =
        gateway.post(TRY, document("openai", Calls.chat("demo/echo"), ",\"max_usd\":0.01"));
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void a_cost_is_estimated_without_asking_anybody() throws Exception {
    var body =
        "{\"model\":\"cheap\",\"max_tokens\":1000,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    var estimate = gateway.post(TRY + "/estimate", document("openai", body, "")).json();
    assertThat(estimate.path("priced").asBoolean()).isTrue();
    assertThat(estimate.path("nano_usd").asLong()).isPositive();
    assertThat(estimate.path("output_tokens").asLong()).isEqualTo(1000);
    assertThat(estimate.path("provider").asString()).isEqualTo("up");
    assertThat(upstream.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'[]', JSON object",
    "'{', not valid JSON",
    "'{\"body\":{}}', 'dialect'",
    "'{\"dialect\":\"klingon\",\"body\":{}}', not a format",
    "'{\"dialect\":\"ollama\",\"body\":{}}', No client",
    "'{\"dialect\":\"openai\"}', 'body'",
    "'{\"dialect\":\"openai\",\"body\":\"x\"}', 'body'",
    "'{\"dialect\":\"gemini\",\"body\":{}}', 'model'",
    "'{\"dialect\":\"openai\",\"body\":{},\"replay_of\":\"1\"}', 'replay_of'",
    "'{\"dialect\":\"openai\",\"body\":{},\"max_usd\":-1}', 'max_usd'",
    "'{\"dialect\":\"openai\",\"body\":{},\"max_usd\":1e999999}', 'max_usd'",
    "'{\"dialect\":\"openai\",\"body\":{},\"header\":1}', 'header'"
  })
  void nonsense_is_refused_with_the_member_at_fault(String document, String why) throws Exception {
    var answer = gateway.post(TRY, document);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().path("message").asString()).contains(why);
  }

  @Test
  void no_more_than_four_calls_are_made_at_a_time() throws Exception {
    var gates = new ArrayList<Gate>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      var gate = new Gate();
      gates.add(gate);
      upstream.next(Scripts.pause(gate).then(Scripts.json(OpenAiLike.chat("m", "late"))));
      threads.add(Thread.startVirtualThread(this::tryOne));
    }
    for (var gate : gates) gate.awaitReached();
    var refused = gateway.post(TRY, document("openai", Calls.chat("up/fifth"), ""));
    assertThat(refused.status()).isEqualTo(429);
    for (var gate : gates) gate.release();
    for (var thread : threads) thread.join();
    Await.until(
        "there is room again",
        () -> gateway.post(TRY, document("openai", Calls.chat("up/x"), "")).status() == 200);
  }

  private void tryOne() {
    try {
      gateway.post(TRY, document("openai", Calls.chat("up/busy"), ""));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
