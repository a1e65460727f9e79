package io.llmcallgateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
final class ScriptedUpstreamTest {
  private ScriptedUpstream upstream;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    upstream = ScriptedUpstream.start();
    client = RawClient.to(upstream.uri());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    upstream.close();
  }

  @Test
  void keeps_what_it_got_byte_for_byte() throws Exception {
    client.post("/v1/a%2Fb?x=1", "{\"model\" :\"gpt\",\"说\":\"你好\"}", "X-One: 1", "X-One: 2");
    assertThat(client.answer().status()).isEqualTo(404);
    var request = upstream.take();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/v1/a%2Fb?x=1");
    assertThat(request.values("x-one")).containsExactly("1", "2");
    assertThat(request.text()).isEqualTo("{\"model\" :\"gpt\",\"说\":\"你好\"}");
  }

  @Test
  void answers_like_openai_on_one_connection_until_a_script_says_otherwise() throws Exception {
    upstream.next(Scripts.json(429, OpenAiLike.error("slow down", "requests"), "retry-after: 3"));
    client.post("/v1/chat/completions", "{\"model\":\"m\"}");
    assertThat(client.answer().header("Retry-After")).isEqualTo("3");
    client.post("/v1/chat/completions", "{\"model\":\"m\"}");
    assertThat(client.answer().json().at("/choices/0/message/content").asString()).startsWith("你好");
    client.post("/v1/chat/completions", "{\"model\":\"m\",\"stream\":true}");
    var stream = client.answer();
    assertThat(stream.events()).last().isEqualTo("[DONE]");
    assertThat(stream.streamedContent()).isEqualTo("你好！ I am an echo.");
    assertThat(upstream.allConnections()).isEqualTo(1);
  }

  @Test
  void waits_at_a_gate_and_tells_when_the_client_went() throws Exception {
    var gate = new Gate();
    upstream.next(
        Scripts.streamHead().then(Scripts.chunks("data: 1\n\n")).then(Scripts.pause(gate)));
    client.get("/");
    assertThat(client.head().status()).isEqualTo(200);
    var chunk = client.nextChunk();
    assertThat(chunk).isNotNull();
    gate.awaitReached();
    assertThat(upstream.take().awaitClientGone(Duration.ofMillis(1))).isFalse();
    client.close();
    assertThat(upstream.awaitClientGone(Await.PATIENCE)).isTrue();
    assertThat(upstream.requests().getFirst().played()).isFalse();
  }

  @Test
  void cuts_resets_and_talks_nonsense() throws Exception {
    upstream.next(Scripts.truncated("{\"id\":"));
    client.get("/");
    assertThatThrownBy(() -> client.answer()).isInstanceOf(EOFException.class);
    try (var second = RawClient.to(upstream.uri())) {
      upstream.next(Scripts.streamHead().then(Scripts.reset()));
      second.get("/");
      assertThatThrownBy(
              () -> {
                second.head();
                second.nextChunk();
              })
          .isInstanceOfAny(SocketException.class, EOFException.class);
    }
    try (var third = RawClient.to(upstream.uri())) {
      upstream.next(Scripts.garbage());
      third.get("/");
      assertThatThrownBy(() -> third.head()).isInstanceOf(Exception.class);
    }
  }

  @Test
  void splits_a_stream_where_it_is_told() throws Exception {
    var stream = "data: 你\n\n".getBytes(StandardCharsets.UTF_8);
    upstream.next(Scripts.split(stream, 7, 8), Scripts.bytewise(stream));
    client.get("/");
    var answer = client.answer();
    assertThat(answer.chunks()).hasSize(3);
    assertThat(answer.body()).isEqualTo(stream);
    client.get("/");
    assertThat(client.answer().chunks()).hasSize(stream.length);
  }
}
