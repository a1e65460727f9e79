package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests what the headers of an answer say about the call.
final class HeadersTest extends SharedGateway {
  private static void requireOwnHeaders(RawAnswer answer) {
    assertThat(answer.header("x-request-id")).isNotBlank();
    assertThat(answer.header("X-Service-Version")).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(answer.header("X-Process-Time")).matches("\\d+\\.\\d+");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answers_say_who_answered_how_fast_and_under_which_id(boolean stream) throws Exception {
    var answer =
        gateway.post(CHAT, stream ? Calls.stream("up/gpt-4o-mini") : Calls.chat("up/gpt-4o-mini"));
    requireOwnHeaders(answer);
    assertThat(answer.header("x-gateway-provider")).isEqualTo("up");
    assertThat(answer.header("x-gateway-model")).isEqualTo("gpt-4o-mini");
  }

  @Test
  void errors_and_other_routes_have_an_id_too() throws Exception {
    requireOwnHeaders(gateway.post(CHAT, "not json"));
    requireOwnHeaders(gateway.get("/nothing"));
    requireOwnHeaders(gateway.get("/v1/models"));
    requireOwnHeaders(gateway.get("/health"));
    upstream.next(Scripts.json(500, OpenAiLike.error("x", "y")));
    requireOwnHeaders(gateway.post(CHAT, Calls.chat("up/m")));
  }

  @Test
  void streams_are_kept_from_being_cached_or_buffered() throws Exception {
    var answer = gateway.post(CHAT, Calls.stream("up/m"));
    assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(answer.header("X-Accel-Buffering")).isEqualTo("no");
  }

  @ParameterizedTest
  @ValueSource(strings = {"my-id-1", "a", "req_0123456789ABCDEF", "trace:7/a.b@c=+"})
  void the_clients_own_id_is_used(String id) throws Exception {
    assertThat(gateway.post(CHAT, Calls.chat("up/m"), "X-Request-Id: " + id).values("x-request-id"))
        .containsExactly(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "has space", "你好", "a\"b", "<script>", "tab\there"})
  void an_id_that_is_not_sane_is_replaced(String id) throws Exception {
    requireReplaced(id);
  }

  @Test
  void an_id_that_is_too_long_is_replaced() throws Exception {
    requireReplaced("x".repeat(1000));
  }

  private void requireReplaced(String id) throws Exception {
    var answer = gateway.post(CHAT, Calls.chat("up/m"), "X-Request-Id: " + id);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.values("x-request-id")).hasSize(1);
    assertThat(answer.header("x-request-id")).isNotEqualTo(id).matches("[0-9a-f-]{16,}");
  }

  @Test
  void an_id_of_the_gateways_own_ends_with_the_calls_short_id_in_the_log() throws Exception {
    var answer = gateway.post(CHAT, Calls.chat("up/m", "which id 编号"));
    var id = answer.require("x-request-id").replace("-", "");
    var line = gateway.awaitInteraction("which id 编号").getFirst();
    assertThat(line).contains("[" + id.substring(id.length() - 8) + "]");
  }

  @Test
  void rate_limits_of_the_provider_pass_and_its_other_headers_do_not() throws Exception {
    upstream.next(
        Scripts.json(
            OpenAiLike.chat("m", "x"),
            "x-ratelimit-remaining-requests: 7",
            "openai-processing-ms: 12",
            "x-request-id: theirs",
            "Server: cloudflare",
            "Set-Cookie: a=b",
            "Strict-Transport-Security: max-age=1"));
    var answer = gateway.post(CHAT, Calls.chat("up/m"));
    assertThat(answer.header("x-ratelimit-remaining-requests")).isEqualTo("7");
    assertThat(answer.header("openai-processing-ms")).isEqualTo("12");
    assertThat(answer.header("x-request-id")).isNotEqualTo("theirs");
    assertThat(answer.header("Server")).isNull();
    assertThat(answer.header("Set-Cookie")).isNull();
    assertThat(answer.header("Strict-Transport-Security")).isNull();
  }

  @Test
  void the_root_tells_name_version_and_status() throws Exception {
    var json = gateway.get("/").json();
    assertThat(json.toString()).contains("LLMCallGateway");
    assertThat(json.path("version").asString())
        .isEqualTo(gateway.get("/").header("X-Service-Version"));
    assertThat(json.path("status").asString()).isNotBlank();
  }
}
