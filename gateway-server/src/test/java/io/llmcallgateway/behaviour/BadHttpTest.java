package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests malformed HTTP, sizes beyond the limits, and slow clients.
final class BadHttpTest extends SharedGateway {
  private static final int BODY_LIMIT = 64 * 1024;

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .env("BODY_LIMIT", "64 KB")
        .clientPatience(Duration.ofMillis(700));
  }

  @Test
  void a_body_beyond_the_limit_by_its_length_is_a_413_before_it_is_sent() throws Exception {
    try (var client = gateway.client()) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Content-Type: application/json\r\n"
              + "Authorization: Bearer "
              + RunningGateway.CLIENT_KEY
              + "\r\n"
              + "Content-Length: 900000000\r\n\r\n{");
      var answer = client.answer();
      requireOpenAiError(answer, 413);
      assertThat(answer.error().path("code").asString()).isEqualTo("request_too_large");
    }
  }

  @Test
  void a_chunked_body_beyond_the_limit_is_a_413() throws Exception {
    try (var client = gateway.client()) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Content-Type: application/json\r\n"
              + "Authorization: Bearer "
              + RunningGateway.CLIENT_KEY
              + "\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
      var piece = "x".repeat(4096);
      for (int sent = 0; sent <= BODY_LIMIT; sent += piece.length()) {
        client.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
      }
      requireOpenAiError(client.answer(), 413);
    }
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void a_client_that_sends_all_before_it_reads_gets_the_answer_to_read() throws Exception {
    var much = Calls.chat("up/m", "多".repeat(2 << 20));
    for (var key : new String[] {RunningGateway.CLIENT_KEY, "wrong"}) {
      try (var client = gateway.client()) {
        client.post(CHAT, much, "Authorization: Bearer " + key);
        var answer = client.answer();
        requireOpenAiError(answer, key.equals("wrong") ? 401 : 413);
      }
    }
    try (var client = gateway.client()) {
      client.post("/v1/nowhere", much, authorized());
      requireOpenAiError(client.answer(), 404);
      client.get("/v1/models", authorized());
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic-beta", "openai-beta", "idempotency-key"})
  void a_header_too_long_for_providers_is_the_clients_fault(String name) throws Exception {
    var answer = gateway.post(CHAT, Calls.chat("up/m"), name + ": " + "y".repeat(30_000));
    requireOpenAiError(answer, 431);
    assertThat(answer.error().path("origin").asString()).isEqualTo("gateway");
    assertThat(upstream.requests()).isEmpty();
    assertThat(gateway.post(CHAT, Calls.chat("up/m"), name + ": " + "y".repeat(7_000)).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip, chunked", "identity, chunked", "chunked, chunked"})
  void a_transfer_encoding_that_is_not_plain_chunks_is_refused(String coding) throws Exception {
    try (var client = gateway.client()) {
      client.request(
          "POST",
          CHAT,
          null,
          authorized("Content-Type: application/json", "Transfer-Encoding: " + coding));
      client.send("2\r\n{}\r\n0\r\n\r\n");
      var answer = client.answer();
      assertThat(answer.status()).isIn(400, 501);
      requireOpenAiError(answer, answer.status());
      assertThat(client.awaitEnd(Await.PATIENCE)).isTrue();
    }
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void a_body_at_the_limit_passes_plain_and_chunked() throws Exception {
    var frame = Calls.chat("up/m", "");
    var json = Calls.chat("up/m", "x".repeat(BODY_LIMIT - frame.length()));
    assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSize(BODY_LIMIT);
    assertThat(gateway.post(CHAT, json).status()).isEqualTo(200);
    assertThat(upstream.take().body()).hasSize(BODY_LIMIT - "up/".length());
    try (var client = gateway.client()) {
      client.request(
          "POST",
          CHAT,
          null,
          authorized("Content-Type: application/json", "Transfer-Encoding: chunked"));
      client.send(Integer.toHexString(BODY_LIMIT) + "\r\n" + json + "\r\n0\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void headers_too_large_are_a_431_as_json() throws Exception {
    try (var client = gateway.client()) {
      client.get("/v1/models", authorized("X-Big: " + "y".repeat(100_000)));
      requireOpenAiError(client.answer(), 431);
    }
  }

  @Test
  void an_address_too_long_is_an_error_as_json() throws Exception {
    try (var client = gateway.client()) {
      client.get("/v1/models?" + "y".repeat(100_000), authorized());
      var answer = client.answer();
      assertThat(answer.status()).isIn(414, 431);
      requireOpenAiError(answer, answer.status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nBad Header: x\r\n\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0",
        "\u0016\u0003\u0001\u0002\u0000\r\n\r\n",
        "hello\r\n\r\n"
      })
  void broken_http_is_an_error_as_json_and_the_end_of_the_connection(String request)
      throws Exception {
    try (var client = gateway.client()) {
      client.send(request);
      var answer = client.answer();
      assertThat(answer.status()).isBetween(400, 599);
      requireOpenAiError(answer, answer.status());
      assertThat(client.awaitClosed(Await.PATIENCE)).isTrue();
    }
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void a_broken_chunk_is_a_400() throws Exception {
    try (var client = gateway.client()) {
      client.request(
          "POST",
          CHAT,
          null,
          authorized("Content-Type: application/json", "Transfer-Encoding: chunked"));
      client.send("zz\r\n{}\r\n0\r\n\r\n");
      requireOpenAiError(client.answer(), 400);
    }
  }

  @Test
  void a_client_that_asks_before_it_sends_is_told_to_go_on() throws Exception {
    var json = Calls.chat("up/m");
    try (var client = gateway.client()) {
      var bytes = json.getBytes(StandardCharsets.UTF_8);
      client.request(
          "POST",
          CHAT,
          null,
          authorized(
              "Content-Type: application/json",
              "Expect: 100-continue",
              "Content-Length: " + bytes.length));
      client.send(bytes);
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void a_head_that_dawdles_is_cut_off_and_others_are_served() throws Exception {
    try (var slow = gateway.client()) {
      slow.send("POST /v1/chat/completions HTTP/1.1\r\nHost: local");
      assertThat(gateway.post(CHAT, Calls.chat("up/m")).status()).isEqualTo(200);
      assertThat(slow.awaitEnd(Duration.ofSeconds(8))).isTrue();
    }
  }

  @Test
  void a_head_that_drips_is_cut_off_though_it_never_pauses() throws Exception {
    try (var slow = gateway.client()) {
      slow.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Drip: ");
      assertThat(slow.dripUntilClosed("y", Duration.ofSeconds(8))).isTrue();
    }
  }

  @Test
  void a_body_that_dawdles_is_a_408_and_others_are_served() throws Exception {
    try (var slow = gateway.client()) {
      slow.request(
          "POST", CHAT, null, authorized("Content-Type: application/json", "Content-Length: 500"));
      slow.send("{\"model\":");
      assertThat(gateway.post(CHAT, Calls.chat("up/m")).status()).isEqualTo(200);
      var answer = slow.answer();
      requireOpenAiError(answer, 408);
      assertThat(slow.awaitClosed(Await.PATIENCE)).isTrue();
    }
  }

  @Test
  void a_body_that_drips_is_cut_off_though_it_never_pauses() throws Exception {
    try (var slow = gateway.client()) {
      slow.request(
          "POST",
          CHAT,
          null,
          authorized("Content-Type: application/json", "Content-Length: 60000"));
      assertThat(slow.dripUntilClosed(" ", Duration.ofSeconds(8))).isTrue();
    }
  }

  @Test
  void a_client_that_leaves_in_the_middle_of_its_body_is_no_call() throws Exception {
    var before = gateway.metrics().path("total_requests").asLong();
    try (var client = gateway.client()) {
      client.request(
          "POST", CHAT, null, authorized("Content-Type: application/json", "Content-Length: 500"));
      client.send("{\"model\":");
      client.reset();
    }
    assertThat(gateway.get("/health").status()).isEqualTo(200);
    assertThat(gateway.metrics().path("total_requests").asLong()).isEqualTo(before);
    assertThat(upstream.requests()).isEmpty();
  }
}
