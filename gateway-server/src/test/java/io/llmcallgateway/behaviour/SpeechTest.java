package io.llmcallgateway.behaviour;

import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.io.EOFException;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests speech: sound passes byte by byte as it comes, events as events.
@ExtendWith(LeakCheck.class)
final class SpeechTest {
  private static final String PATH = "/v1/audio/speech";
  private static final String MPEG = "Content-Type: audio/mpeg";

  private ScriptedUpstream upstream;
  private ScriptedUpstream other;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    other = ScriptedUpstream.start();
    gateway =
        RunningGateway.on(upstream)
            .provider("other", other.baseUrl())
            .provider("openai", other.baseUrl())
            .yaml(
                """
                models:
                  say: { targets: [up/tts-1, other/tts-2] }
                journal: { payload-limit: 64 KB }
                """)
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
    other.close();
  }

  private static String request(String model, String more) {
    return "{\"input\":\"你好，世界\", \"voice\":\"alloy\",\"model\":\"%s\"%s}".formatted(model, more);
  }

  private static byte[] sound(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void sound_passes_and_is_kept_as_far_as_payloads_are() throws Exception {
    upstream.next(Scripts.answer(200, sound(300_000), MPEG));
    var got = gateway.post(PATH, request("up/tts-1", ""));
    assertThat(got.body()).isEqualTo(sound(300_000));
    assertThat(got.header("content-type")).isEqualTo("audio/mpeg");
    assertThat(got.header("x-gateway-provider")).isEqualTo("up");
    assertThat(got.header("x-gateway-cost")).isEqualTo("unknown");
    assertThat(upstream.take().text()).isEqualTo(request("tts-1", ""));
    var record = gateway.awaitRecord(got);
    assertThat(record.path("operation").asString()).isEqualTo("speech");
    assertThat(record.path("cost").path("state").asString()).isEqualTo("unknown");
    assertThat(record.path("usage").isMissingNode() || record.path("usage").isNull()).isTrue();
    assertThat(record.path("question").asString()).isEqualTo("你好，世界");
    assertThat(gateway.awaitInteraction("audio/mpeg, 300000 bytes")).isNotEmpty();
  }

  @Test
  void the_first_bytes_arrive_before_the_last_are_made() throws Exception {
    var gate = new Gate();
    upstream.next(
        Scripts.head(200, MPEG, "Transfer-Encoding: chunked")
            .then((client, _) -> client.chunk(sound(1_000)))
            .then(Scripts.pause(gate))
            .then((client, _) -> client.chunk(sound(2_000)))
            .then(Scripts.end()));
    try (var client = gateway.client()) {
      client.post(PATH, request("up/tts-1", ""), authorized());
      assertThat(client.head().status()).isEqualTo(200);
      var first = Objects.requireNonNull(client.nextChunk());
      assertThat(first.data()).isEqualTo(sound(1_000));
      gate.release();
      assertThat(Objects.requireNonNull(client.nextChunk()).data()).isEqualTo(sound(2_000));
      assertThat(client.nextChunk()).isNull();
    }
  }

  @Test
  void a_failure_or_silence_before_the_first_byte_falls_back() throws Exception {
    upstream.next(Scripts.json(503, OpenAiLike.error("busy", "server_error")));
    other.next(Scripts.answer(200, sound(10), MPEG));
    assertThat(gateway.post(PATH, request("say", "")).body()).isEqualTo(sound(10));
    upstream.next(Scripts.answer(200, "", MPEG));
    other.next(Scripts.answer(200, sound(20), MPEG));
    assertThat(gateway.post(PATH, request("say", "")).body()).isEqualTo(sound(20));
    assertThat(other.take().json().path("model").asString()).isEqualTo("tts-2");
  }

  @Test
  void sound_that_breaks_off_is_broken_off_for_the_client_too() throws Exception {
    upstream.next(
        Scripts.head(200, MPEG, "Transfer-Encoding: chunked")
            .then((client, _) -> client.chunk(sound(1_000)))
            .then(Scripts.reset()));
    try (var client = gateway.client()) {
      client.post(PATH, request("say", ""), authorized());
      assertThatThrownBy(client::answer).isInstanceOf(EOFException.class);
    }
    assertThat(other.requests()).isEmpty();
  }

  @Test
  void a_client_that_leaves_cancels_the_sound() throws Exception {
    upstream.next(
        Scripts.head(200, MPEG, "Transfer-Encoding: chunked")
            .then((client, _) -> client.chunk(sound(1_000)))
            .then(Scripts.stall()));
    try (var client = gateway.client()) {
      client.post(PATH, request("up/tts-1", ""), authorized());
      assertThat(client.head().status()).isEqualTo(200);
      client.leave();
      assertThat(upstream.take().awaitClientGone(Duration.ofSeconds(2))).isTrue();
    }
  }

  @Test
  void events_pass_as_events_with_their_usage() throws Exception {
    var events =
        new String[] {
          "data: {\"type\":\"speech.audio.delta\",\"audio\":\"SUQz\"}\n\n",
          "data: {\"type\":\"speech.audio.done\",\"usage\":{\"input_tokens\":10,"
              + "\"output_tokens\":100,\"total_tokens\":110}}\n\n"
        };
    other.next(Scripts.stream(events));
    var asked = request("openai/gpt-4o-mini-tts", ",\"stream_format\":\"sse\"");
    var got = gateway.post(PATH, asked);
    assertThat(got.text()).isEqualTo(String.join("", events));
    assertThat(other.take().text()).doesNotContain("stream_options");
    var record = gateway.awaitRecord(got);
    assertThat(record.path("stream").asBoolean()).isTrue();
    // 10 tokens at 0.6, 100 at 12 dollars a million
    assertThat(record.path("cost").path("nano_usd").asInt()).isEqualTo(1_206_000);
  }

  @Test
  void a_request_without_text_or_model_is_refused() throws Exception {
    var got = gateway.post(PATH, "{\"model\":\"up/tts-1\"}");
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.error().path("param").asString()).isEqualTo("input");
    assertThat(gateway.post(PATH, "{\"input\":\"a\"}").status()).isEqualTo(400);
  }
}
