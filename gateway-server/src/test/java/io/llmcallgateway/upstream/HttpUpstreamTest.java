package io.llmcallgateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The HTTP client on its own, its pooled connections idling for 600 ms.
@ExtendWith(LeakCheck.class)
final class HttpUpstreamTest {
  private static final Duration LONGER = Duration.ofMillis(1_300);

  private ScriptedUpstream provider;
  private HttpUpstream client;

  @BeforeEach
  void start() throws Exception {
    provider = ScriptedUpstream.start();
    client =
        HttpUpstream.start(
            "test",
            Duration.ofSeconds(5),
            Duration.ofMillis(600),
            _ -> null,
            OutboundOptions.plain());
  }

  @AfterEach
  void stop() throws Exception {
    client.stop();
    provider.close();
  }

  private UpstreamReply send(WakeSignal signal) {
    var row =
        new Provider(
            "up",
            DialectId.OPENAI,
            provider.baseUrl(),
            ProviderAuth.BEARER,
            new Secret("sk-1"),
            Map.of(),
            Set.of(),
            List.of(),
            Map.of());
    return client.send(
        new UpstreamRequest(
            row,
            Operation.CHAT,
            true,
            "/chat/completions",
            Headers.NONE,
            Body.utf8("{\"model\":\"m\"}")),
        signal);
  }

  private static String readAll(UpstreamReply reply, WakeSignal signal)
      throws InterruptedException {
    var text = new StringBuilder();
    while (true) {
      var bytes = reply.read();
      if (bytes != null) {
        text.append(StandardCharsets.UTF_8.decode(bytes));
      } else if (reply.ended()) {
        return text.toString();
      } else {
        reply.demand();
        assertThat(signal.await(Await.PATIENCE.toNanos())).isTrue();
      }
    }
  }

  private static UpstreamReply.Head head(UpstreamReply reply, WakeSignal signal)
      throws InterruptedException {
    for (var head = reply.head(); ; head = reply.head()) {
      if (head != null) return head;
      assertThat(signal.await(Await.PATIENCE.toNanos())).isTrue();
    }
  }

  @Test
  void a_silent_model_is_waited_for_longer_than_connections_may_idle() throws Exception {
    var first = new Gate();
    var second = new Gate();
    provider.next(
        Scripts.pause(first)
            .then(Scripts.streamHead())
            .then(Scripts.chunks("data: 1\n\n"))
            .then(Scripts.pause(second))
            .then(Scripts.chunks("data: 2\n\n"))
            .then(Scripts.end()));
    var signal = new WakeSignal();
    try (var reply = send(signal)) {
      assertThat(provider.take().awaitClientGone(LONGER)).as("ahead of the head").isFalse();
      first.release();
      assertThat(head(reply, signal).status()).isEqualTo(200);
      second.awaitReached();
      assertThat(provider.awaitClientGone(LONGER)).as("in the middle").isFalse();
      second.release();
      assertThat(readAll(reply, signal)).isEqualTo("data: 1\n\ndata: 2\n\n");
    }
  }

  @Test
  void a_connection_that_waits_for_its_next_call_idles_out() throws Exception {
    provider.next(Scripts.json(OpenAiLike.chat("m", "x")));
    var signal = new WakeSignal();
    try (var reply = send(signal)) {
      assertThat(head(reply, signal).status()).isEqualTo(200);
      assertThat(readAll(reply, signal)).contains("\"x\"");
    }
    assertThat(provider.awaitClientGone(Await.PATIENCE)).isTrue();
  }

  @Test
  void closing_a_reply_cancels_its_request() throws Exception {
    provider.next(Scripts.stall());
    try (var _ = send(new WakeSignal())) {
      assertThat(provider.take().awaitClientGone(Duration.ofMillis(50))).isFalse();
    }
    assertThat(provider.awaitClientGone(Await.PATIENCE)).isTrue();
  }
}
