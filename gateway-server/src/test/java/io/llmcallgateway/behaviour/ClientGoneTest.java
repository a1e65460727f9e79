package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.Scripts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that a client that disconnects cancels its own upstream request at once, and no other.
final class ClientGoneTest extends SharedGateway {
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leaving_while_the_provider_has_said_nothing_cancels_the_upstream_call(boolean stream)
      throws Exception {
    var model = "gone-waiting-" + stream;
    upstream.next(Scripts.stall());
    try (var client = gateway.client()) {
      client.post(
          CHAT, stream ? Calls.stream("up/" + model) : Calls.chat("up/" + model), authorized());
      var sent = upstream.take();
      client.leave();
      assertThat(sent.awaitClientGone(AT_ONCE)).isTrue();
    }
    requireCancelled(model);
  }

  @Test
  void leaving_with_a_reset_cancels_too() throws Exception {
    upstream.next(Scripts.stall());
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.chat("up/gone-reset"), authorized());
      var sent = upstream.take();
      client.reset();
      assertThat(sent.awaitClientGone(AT_ONCE)).isTrue();
    }
    requireCancelled("gone-reset");
  }

  @Test
  void leaving_in_the_middle_of_a_silent_stream_cancels_and_keeps_what_was_said() throws Exception {
    upstream.next(
        Scripts.streamHead()
            .then(Scripts.chunks(OpenAiLike.role("m"), OpenAiLike.content("m", "从前有座山")))
            .then(Scripts.stall()));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.stream("up/gone-mid-stream"), authorized());
      assertThat(client.head().status()).isEqualTo(200);
      var chunk = client.nextChunk();
      assertThat(chunk).isNotNull();
      client.leave();
      assertThat(upstream.take().awaitClientGone(AT_ONCE)).isTrue();
    }
    var lines = requireCancelled("gone-mid-stream");
    assertThat(lines).anyMatch(line -> line.contains("从前有座山"));
  }

  @Test
  void leaving_in_the_middle_of_a_busy_stream_cancels() throws Exception {
    upstream.next(
        Scripts.streamHead()
            .then(Scripts.chunks(OpenAiLike.role("m")))
            .then(
                (connection, _) -> {
                  var chunk =
                      OpenAiLike.content("m", "word ".repeat(200)).getBytes(StandardCharsets.UTF_8);
                  while (true) connection.chunk(chunk);
                }));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.stream("up/gone-busy"), authorized());
      assertThat(client.head().status()).isEqualTo(200);
      for (int i = 0; i < 20; i++) assertThat(client.nextChunk()).isNotNull();
      client.leave();
      assertThat(upstream.take().awaitClientGone(AT_ONCE)).isTrue();
    }
    requireCancelled("gone-busy");
  }

  @Test
  void a_cancelled_call_is_counted_and_is_neither_success_nor_error() throws Exception {
    var before = gateway.metrics();
    upstream.next(Scripts.stall());
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.chat("up/gone-counted"), authorized());
      upstream.take();
    }
    long total = before.path("total_requests").asLong() + 1;
    gateway.awaitMetrics(
        "the cancelled call", metrics -> metrics.path("total_requests").asLong() == total);
    var models = gateway.get("/metrics/models").json().path("up/gone-counted");
    assertThat(models.path("requests").asInt()).isEqualTo(1);
    assertThat(models.path("error_count").asInt()).isZero();
    assertThat(models.path("success_count").asInt()).isZero();
  }

  @Test
  void one_client_leaving_leaves_the_others_alone() throws Exception {
    var gate = new Gate();
    upstream.next(
        Scripts.streamHead()
            .then(Scripts.chunks(OpenAiLike.role("m"), OpenAiLike.content("m", "one ")))
            .then(Scripts.pause(gate))
            .then(
                Scripts.chunks(
                    OpenAiLike.content("m", "two"),
                    OpenAiLike.finish("m", "stop"),
                    OpenAiLike.DONE))
            .then(Scripts.end()),
        Scripts.stall());
    try (var staying = gateway.client();
        var leaving = gateway.client()) {
      staying.post(CHAT, Calls.stream("up/stays"), authorized());
      gate.awaitReached();
      assertThat(staying.head().status()).isEqualTo(200);
      upstream.take();
      leaving.post(CHAT, Calls.chat("up/leaves"), authorized());
      var left = upstream.take();
      leaving.leave();
      assertThat(left.awaitClientGone(AT_ONCE)).isTrue();
      gate.release();
      var rest = new StringBuilder();
      for (var chunk : staying.rest()) rest.append(chunk.text());
      assertThat(rest.toString()).contains("one ").contains("two").endsWith("data: [DONE]\n\n");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_pipelined_request_is_not_taken_for_leaving(boolean stream) throws Exception {
    var gate = new Gate();
    var first =
        stream
            ? Scripts.stream(OpenAiLike.chatStream("m", false, "first"))
            : Scripts.json(OpenAiLike.chat("m", "first"));
    upstream.next(Scripts.pause(gate).then(first), Scripts.json(OpenAiLike.chat("m", "second")));
    try (var client = gateway.client()) {
      client.post(
          CHAT, stream ? Calls.stream("up/pipelined") : Calls.chat("up/pipelined"), authorized());
      gate.awaitReached();
      assertThat(upstream.take().awaitClientGone(Duration.ofMillis(100)))
          .as("by now the gateway watches its client")
          .isFalse();
      client.post(CHAT, Calls.chat("up/pipelined"), authorized());
      assertThat(upstream.requests().getFirst().awaitClientGone(Duration.ofMillis(100))).isFalse();
      gate.release();
      assertThat(client.answer().text()).contains("first");
      assertThat(client.answer().text()).contains("second");
      client.post(CHAT, Calls.chat("up/pipelined"), authorized());
      assertThat(client.answer().status()).as("the connection serves on").isEqualTo(200);
    }
  }

  @Test
  void a_connection_serves_on_after_a_long_wait() throws Exception {
    try (var client = gateway.client()) {
      for (int i = 0; i < 3; i++) {
        var gate = new Gate();
        upstream.next(Scripts.pause(gate).then(Scripts.json(OpenAiLike.chat("m", "answer " + i))));
        client.post(CHAT, Calls.chat("up/long-wait"), authorized());
        assertThat(upstream.take().awaitClientGone(Duration.ofMillis(60))).isFalse();
        gate.release();
        assertThat(client.answer().text()).contains("answer " + i);
      }
    }
  }

  @Test
  void a_client_that_only_ends_its_sending_side_has_left() throws Exception {
    upstream.next(Scripts.stall());
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.chat("up/half-closed"), authorized());
      var sent = upstream.take();
      client.halfClose();
      assertThat(sent.awaitClientGone(AT_ONCE)).isTrue();
    }
  }

  @Test
  void a_client_that_reads_slowly_gets_everything() throws Exception {
    var contents = new String[2_000];
    for (int i = 0; i < contents.length; i++) contents[i] = "word" + i + "你".repeat(300) + " ";
    upstream.next(Scripts.stream(OpenAiLike.chatStream("m", false, contents)));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.stream("up/slow-reader"), authorized());
      assertThat(upstream.take().awaitClientGone(Duration.ofMillis(150))).isFalse();
      var answer = client.answer();
      assertThat(answer.streamedContent()).isEqualTo(String.join("", contents));
      assertThat(answer.events()).last().isEqualTo("[DONE]");
    }
  }

  private List<String> requireCancelled(String model) throws Exception {
    var lines = gateway.awaitCall("Model: up/" + model, "CANCELLED");
    assertThat(lines).noneMatch(line -> line.contains("SUCCESS"));
    Await.until("no active call", () -> gateway.activeCalls() == 0);
    return lines;
  }
}
