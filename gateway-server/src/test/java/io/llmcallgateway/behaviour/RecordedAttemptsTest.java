package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.testkit.TlsUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Tests what the record says of each request to a provider: why it was made, how long its parts
/// took, and which one answered.
@ExtendWith(LeakCheck.class)
final class RecordedAttemptsTest {
  private static RunningGateway.Setup gateway(ScriptedUpstream up) {
    return RunningGateway.on(up);
  }

  private static JsonNode attempt(RunningGateway gateway, String body) throws Exception {
    return gateway.awaitRecord(gateway.post(CHAT, body)).at("/attempts/0");
  }

  @Test
  void the_first_call_opens_a_connection_and_the_next_does_not() throws Exception {
    try (var up = ScriptedUpstream.start();
        var gateway = gateway(up).start()) {
      var first = attempt(gateway, Calls.chat("up/m"));
      assertThat(first.path("connect_us").asLong(-1)).isPositive();
      assertThat(first.path("queued_us").asLong(-1)).isNotNegative();
      assertThat(first.path("won").asBoolean()).isTrue();
      assertThat(first.has("reason")).isFalse();
      inOrder(first);

      var second = attempt(gateway, Calls.chat("up/m"));
      assertThat(second.has("connect_us")).as(second.toString()).isFalse();
      assertThat(second.path("queued_us").asLong(-1)).isNotNegative();
      inOrder(second);
    }
  }

  /// Each part of an attempt ends before the next.
  private static void inOrder(JsonNode attempt) {
    long connected = attempt.path("queued_us").asLong() + attempt.path("connect_us").asLong(0);
    assertThat(attempt.path("first_byte_us").asLong())
        .as(attempt.toString())
        .isGreaterThanOrEqualTo(connected)
        .isLessThanOrEqualTo(attempt.path("head_us").asLong());
    assertThat(attempt.path("first_token_us").asLong())
        .isGreaterThanOrEqualTo(attempt.path("first_byte_us").asLong())
        .isLessThanOrEqualTo(attempt.path("last_token_us").asLong());
    assertThat(attempt.path("last_token_us").asLong())
        .isLessThanOrEqualTo(attempt.path("duration_us").asLong() + 1);
  }

  @Test
  void the_handshake_is_a_part_of_the_connection() throws Exception {
    try (var up = TlsUpstream.answering(OpenAiLike.chat("m", "你好"));
        var gateway =
            new RunningGateway.Setup()
                .env("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY)
                .env("SSL_CERT_FILE", TlsUpstream.AUTHORITY.toString())
                .provider("up", "https://127.0.0.1:" + up.port() + "/v1")
                .start()) {
      var attempt = attempt(gateway, Calls.chat("up/m"));
      // A handshake computes for milliseconds, opening a local socket does not.
      assertThat(attempt.path("connect_us").asLong(-1)).as(attempt.toString()).isGreaterThan(1_000);
      inOrder(attempt);
    }
  }

  @Test
  void the_tokens_of_a_stream_have_their_times() throws Exception {
    try (var up = ScriptedUpstream.start();
        var gateway = gateway(up).start()) {
      var record = gateway.awaitRecord(gateway.post(CHAT, Calls.stream("up/m")));
      var attempt = record.at("/attempts/0");
      inOrder(attempt);
      long sent = attempt.path("sent_at_us").asLong();
      assertThat(attempt.path("first_token_us").asLong() + sent)
          .isBetween(
              record.at("/timing/first_token_us").asLong() - 1,
              record.at("/timing/first_token_us").asLong() + 1);
    }
  }

  @Test
  void a_fallback_says_so_and_only_the_one_that_answered_won() throws Exception {
    var groups = "models:\n  careful: { targets: [up/first, up/second] }\n";
    try (var up = ScriptedUpstream.start();
        var gateway = gateway(up).yaml(groups).start()) {
      up.next(Scripts.json(503, OpenAiLike.error("busy", "server_error")));
      var record = gateway.awaitRecord(gateway.post(CHAT, Calls.chat("careful")));
      assertThat(record.path("attempts")).hasSize(2);
      assertThat(record.at("/attempts/0").has("reason")).isFalse();
      assertThat(record.at("/attempts/0").has("won")).isFalse();
      assertThat(record.at("/attempts/1/reason").asString()).isEqualTo("fallback");
      assertThat(record.at("/attempts/1/won").asBoolean()).isTrue();
    }
  }

  @Test
  void an_attempt_that_finds_nobody_was_connecting_to_its_end() throws Exception {
    try (var gateway =
        new RunningGateway.Setup()
            .env("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY)
            .provider("up", ScriptedUpstream.refusingBaseUrl())
            .start()) {
      var record = gateway.awaitRecord(gateway.post(CHAT, Calls.chat("up/m")));
      assertThat(record.at("/error/fault").asString()).isEqualTo("provider");
      var attempt = record.at("/attempts/0");
      assertThat(attempt.path("connect_us").asLong(-1))
          .isBetween(0L, attempt.path("duration_us").asLong());
      assertThat(attempt.has("first_byte_us")).isFalse();
      assertThat(attempt.has("won")).isFalse();
    }
  }
}
