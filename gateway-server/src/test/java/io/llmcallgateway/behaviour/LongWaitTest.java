package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Tests that a connection's idle timeout never cuts a call. Connections time out after 300 ms
/// here, and calls wait longer.
final class LongWaitTest extends SharedGateway {
  private static final Duration LONGER = Duration.ofSeconds(1);

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .idle(Duration.ofMillis(300))
        .keepAlive(Duration.ofMillis(200))
        .provider("next", upstream.baseUrl())
        .yaml("models: { both: { targets: [ { model: up/first }, { model: next/second } ] } }\n");
  }

  @Test
  void a_plain_call_outlasts_the_idle_time_and_its_connection_serves_on() throws Exception {
    var gate = new Gate();
    upstream.next(Scripts.pause(gate).then(Scripts.json(OpenAiLike.chat("m", "at last 终于"))));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.chat("up/m"), authorized());
      assertThat(upstream.take().awaitClientGone(LONGER)).isFalse();
      gate.release();
      var answer = client.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).contains("at last 终于");
      client.post(CHAT, Calls.chat("up/m"), authorized());
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void a_silent_stream_outlasts_it_and_its_client_gets_comments_meanwhile() throws Exception {
    var gate = new Gate();
    upstream.next(
        Scripts.streamHead()
            .then(Scripts.chunks(OpenAiLike.role("m"), OpenAiLike.content("m", "one")))
            .then(Scripts.pause(gate))
            .then(Scripts.chunks(OpenAiLike.finish("m", "stop"), OpenAiLike.DONE))
            .then(Scripts.end()));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.stream("up/m"), authorized());
      client.head();
      client.readUntil("one");
      client.readUntil(": keep-alive\n\n");
      client.readUntil(": keep-alive\n\n");
      assertThat(upstream.take().awaitClientGone(LONGER)).isFalse();
      gate.release();
      assertThat(client.readUntil("[DONE]")).endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void a_stream_that_has_not_begun_gets_comments_and_then_its_answer() throws Exception {
    var gate = new Gate();
    upstream.next(
        Scripts.pause(gate).then(Scripts.stream(OpenAiLike.chatStream("m", false, "late"))));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.stream("up/m"), authorized());
      assertThat(client.head().status()).isEqualTo(200);
      client.readUntil(": keep-alive\n\n");
      gate.release();
      assertThat(client.readUntil("[DONE]")).contains("late");
    }
  }

  @Test
  void a_stream_that_fails_after_its_first_comment_ends_with_an_error_event() throws Exception {
    var gate = new Gate();
    upstream.next(
        Scripts.pause(gate).then(Scripts.json(503, OpenAiLike.error("busy", "server_error"))));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.stream("up/m"), authorized());
      client.head();
      client.readUntil(": keep-alive\n\n");
      gate.release();
      assertThat(client.readUntil("\"error\"")).contains("busy").contains("overloaded");
    }
  }

  @Test
  void a_stream_that_falls_back_after_comments_names_the_one_that_answers() throws Exception {
    var gate = new Gate();
    upstream.next(
        Scripts.pause(gate).then(Scripts.json(503, OpenAiLike.error("busy", "server_error"))),
        Scripts.stream(OpenAiLike.chatStream("m", false, "late")));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.stream("both"), authorized());
      var head = client.head();
      assertThat(head.header("x-gateway-provider")).isNull();
      client.readUntil(": keep-alive\n\n");
      gate.release();
      assertThat(client.readUntil("[DONE]"))
          .contains(": x-gateway-provider: next, x-gateway-model: second\n\n")
          .contains("late");
    }
  }

  @Test
  void a_connection_that_nobody_uses_is_closed() throws Exception {
    try (var client = gateway.client()) {
      assertThat(client.awaitClosed(Await.PATIENCE)).isTrue();
    }
  }
}
