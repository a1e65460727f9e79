package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.Script;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that a provider's fault before its answer begins reaches the client as an error that names
/// it.
final class UpstreamFaultTest extends SharedGateway {

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream).provider("closed", ScriptedUpstream.refusingBaseUrl());
  }

  static Stream<Arguments> faults() {
    return Stream.of(
            fault("resets", Scripts.reset(), 502, "upstream_error"),
            fault("closes", Scripts.close(), 502, "upstream_error"),
            fault("talks nonsense", Scripts.garbage(), 502, "upstream_error"),
            fault("sends HTML as an error", Scripts.html(502), 502, "upstream_error"),
            fault("sends HTML as an answer", Scripts.html(200), 502, "upstream_error"),
            fault(
                "sends nothing with a 200",
                Scripts.answer(200, "", Scripts.JSON),
                502,
                "upstream_error"),
            fault("sends nothing with a 500", Scripts.answer(500, ""), 502, "upstream_error"),
            fault(
                "redirects for good",
                Scripts.redirect(301, "http://127.0.0.1:9/"),
                502,
                "upstream_error"),
            fault("redirects", Scripts.redirect(307, "http://127.0.0.1:9/"), 502, "upstream_error"),
            fault(
                "redirects to itself",
                Scripts.redirect(308, "/v1/chat/completions"),
                502,
                "upstream_error"),
            fault(
                "is overloaded",
                Scripts.json(503, OpenAiLike.error("busy", "server_error")),
                503,
                "overloaded"))
        .flatMap(
            fault ->
                Stream.of(true, false)
                    .map(
                        stream ->
                            Arguments.of(
                                fault.get()[0],
                                fault.get()[1],
                                fault.get()[2],
                                fault.get()[3],
                                stream)));
  }

  private static Arguments fault(String what, Script script, int status, String code) {
    return Arguments.of(what, script, status, code);
  }

  @ParameterizedTest(name = "{0}, stream {4}")
  @MethodSource("faults")
  void tells_the_client_what_the_provider_did(
      String what, Script script, int status, String code, boolean stream) throws Exception {
    assertThat(call(false).status()).isEqualTo(200); // so that a connection is kept
    upstream.reset();
    boolean closes = what.equals("resets") || what.equals("closes");
    upstream.next(script);
    if (closes) upstream.next(script); // a kept connection may just have been too old: once more
    var answer = call(stream);
    requireOpenAiError(answer, status);
    assertThat(answer.error().path("code").asString()).as(what).isEqualTo(code);
    assertThat(answer.error().path("origin").asString()).isEqualTo("provider");
    assertThat(answer.error().path("provider").asString()).isEqualTo("up");
    assertThat(answer.header("x-gateway-provider")).isEqualTo("up");
    assertThat(upstream.requests())
        .as("nothing is tried twice or elsewhere")
        .hasSize(closes ? 2 : 1);
    assertThat(call(stream).status()).as("the next call").isEqualTo(200);
  }

  private RawAnswer call(boolean stream) throws Exception {
    return gateway.post(CHAT, stream ? Calls.stream("up/m") : Calls.chat("up/m"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_refused_connection_is_a_502(boolean stream) throws Exception {
    var answer = gateway.post(CHAT, stream ? Calls.stream("closed/m") : Calls.chat("closed/m"));
    requireOpenAiError(answer, 502);
    assertThat(answer.error().path("code").asString()).isEqualTo("upstream_unreachable");
    assertThat(answer.error().path("provider").asString()).isEqualTo("closed");
    assertThat(answer.error().path("message").asString()).contains("refused");
  }

  @Test
  void a_plain_answer_cut_off_in_the_middle_is_a_502() throws Exception {
    upstream.next(Scripts.truncated("{\"id\":\"chatcmpl-1\",\"choices\":["));
    var answer = call(false);
    requireOpenAiError(answer, 502);
    assertThat(answer.error().path("origin").asString()).isEqualTo("provider");
  }

  @Test
  void an_answer_without_a_length_ends_with_the_connection() throws Exception {
    upstream.next(Scripts.untilClose(200, OpenAiLike.chat("m", "你好"), Scripts.JSON));
    assertThat(call(false).text()).isEqualTo(OpenAiLike.chat("m", "你好"));
  }

  @Test
  void interim_answers_are_skipped() throws Exception {
    upstream.next(
        Scripts.interim(103)
            .then(Scripts.interim(100))
            .then(Scripts.json(OpenAiLike.chat("m", "final"))));
    var answer = call(false);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Interim")).isNull();
    assertThat(answer.text()).contains("final");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_401_without_www_authenticate_is_the_gateways_credential_fault(boolean stream)
      throws Exception {
    upstream.next(
        Scripts.unauthorized(
            OpenAiLike.error("Incorrect API key provided: sk-…", "invalid_request_error")));
    var answer = call(stream);
    requireOpenAiError(answer, 502);
    assertThat(answer.error().path("code").asString()).isEqualTo("upstream_auth");
    assertThat(answer.error().path("type").asString()).isEqualTo("authentication_error");
    assertThat(answer.error().path("message").asString())
        .contains("Incorrect API key provided: sk-…");
    assertThat(answer.header("x-should-retry")).isEqualTo("false");
  }

  @Test
  void a_401_that_echoes_the_key_does_not_give_it_away() throws Exception {
    upstream.next(
        Scripts.unauthorized(
            OpenAiLike.error(
                "Incorrect API key provided: " + RunningGateway.UPSTREAM_KEY, "auth")));
    assertThat(call(false).text()).doesNotContain(RunningGateway.UPSTREAM_KEY);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_429_passes_with_its_retry_after_and_message(boolean stream) throws Exception {
    upstream.next(
        Scripts.json(
            429,
            "{\"error\":{\"message\":\"Rate limit"
                + " reached\",\"type\":\"tokens\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}",
            "retry-after: 3",
            "x-ratelimit-remaining-tokens: 0"));
    var answer = call(stream);
    requireOpenAiError(answer, 429);
    assertThat(answer.header("retry-after")).isEqualTo("3");
    assertThat(answer.error().path("message").asString()).isEqualTo("Rate limit reached");
    assertThat(answer.error().path("type").asString()).isEqualTo("tokens");
    assertThat(answer.error().path("code").asString()).isEqualTo("rate_limit_exceeded");
  }

  @Test
  void a_used_up_quota_says_that_a_retry_is_useless() throws Exception {
    upstream.next(
        Scripts.json(
            429,
            "{\"error\":{\"message\":\"You exceeded your current"
                + " quota\",\"type\":\"insufficient_quota\",\"param\":null,\"code\":\"insufficient_quota\"}}"));
    var answer = call(false);
    requireOpenAiError(answer, 429);
    assertThat(answer.error().path("code").asString()).isEqualTo("insufficient_quota");
    assertThat(answer.header("x-should-retry")).isEqualTo("false");
  }

  @Test
  void a_bad_request_keeps_the_providers_words_and_members() throws Exception {
    upstream.next(
        Scripts.json(
            400,
            "{\"error\":{\"message\":\"Unsupported"
                + " value\",\"type\":\"invalid_request_error\",\"param\":\"temperature\",\"code\":\"unsupported_value\",\"hint\":\"用1\"}}"));
    var answer = call(false);
    requireOpenAiError(answer, 400);
    assertThat(answer.error().path("param").asString()).isEqualTo("temperature");
    assertThat(answer.error().path("code").asString()).isEqualTo("unsupported_value");
    assertThat(answer.error().path("hint").asString()).isEqualTo("用1");
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    try (var elsewhere = ScriptedUpstream.start()) {
      upstream.next(Scripts.redirect(307, elsewhere.baseUrl() + "/chat/completions"));
      assertThat(call(false).status()).isEqualTo(502);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void cookies_are_neither_passed_on_nor_sent_back() throws Exception {
    upstream.next(
        Scripts.json(OpenAiLike.chat("m", "x"), "Set-Cookie: session=tenant-a; Path=/"),
        Scripts.json(OpenAiLike.chat("m", "y")));
    assertThat(call(false).header("Set-Cookie")).isNull();
    assertThat(gateway.post(CHAT, Calls.chat("up/m"), "Cookie: mine=1").status()).isEqualTo(200);
    upstream.take();
    assertThat(upstream.take().header("Cookie")).isNull();
  }

  @Test
  void the_clients_own_key_and_headers_of_the_hop_do_not_reach_the_provider() throws Exception {
    gateway.post(
        CHAT, Calls.chat("up/m"), "X-Forwarded-For: 10.1.2.3", "Accept-Encoding: gzip, br");
    var sent = upstream.take();
    assertThat(sent.values("authorization"))
        .containsExactly("Bearer " + RunningGateway.UPSTREAM_KEY);
    assertThat(sent.headers().toString()).doesNotContain(RunningGateway.CLIENT_KEY);
    assertThat(sent.header("X-Forwarded-For")).isNull();
    var encoding = sent.header("accept-encoding");
    assertThat(encoding == null || encoding.equals("identity")).isTrue();
    assertThat(sent.header("content-type")).isEqualTo("application/json");
    assertThat(sent.target()).isEqualTo("/v1/chat/completions");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"the words\",\"code\":7}}",
        "{\"error\":\"the words\"}",
        "{\"message\":\"the words\",\"type\":\"x\"}",
        "{\"Message\":\"the words\"}",
        "{\"detail\":\"the words\"}",
        "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"the words\"}]}",
        "[{\"error\":{\"code\":400,\"message\":\"the words\",\"status\":\"INVALID_ARGUMENT\"}}]",
        "<html><body>the words</body></html>",
        "the words",
        "{\"error\":{\"message\":\"the words\"",
        "\"the words\""
      })
  void reads_every_shape_of_error_body(String body) throws Exception {
    upstream.next(
        Scripts.answer(400, body, body.startsWith("<") ? "Content-Type: text/html" : Scripts.JSON));
    var answer = call(false);
    requireOpenAiError(answer, 400);
    assertThat(answer.error().path("message").asString()).contains("the words");
    assertThat(answer.error().path("origin").asString()).isEqualTo("provider");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_error_in_a_200_is_an_error(boolean stream) throws Exception {
    upstream.next(
        Scripts.json(
            "{\"error\":{\"message\":\"Provider returned"
                + " error\",\"code\":429,\"metadata\":{\"provider_name\":\"X\"}}}"));
    var answer = call(stream);
    requireOpenAiError(answer, 429);
    assertThat(answer.error().path("message").asString()).isEqualTo("Provider returned error");
  }
}
