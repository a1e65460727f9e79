package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.CLIENT_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests which requests a gateway with a client key admits.
final class AuthTest extends SharedGateway {
  private static final String VENDOR_KEY = "sk-ant-vendor-key-555";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .env("ANTHROPIC_API_KEY", VENDOR_KEY)
        .env("OPENAI_API_KEY", "sk-openai-key-777");
  }

  private RawAnswer call(String method, String path, String body, String... headers)
      throws Exception {
    try (var client = gateway.client()) {
      if (method.equals("POST")) client.post(path, body, headers);
      else client.request(method, path, null, headers);
      return client.answer();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer " + CLIENT_KEY,
        "authorization: bearer " + CLIENT_KEY,
        "x-api-key: " + CLIENT_KEY,
        "api-key: " + CLIENT_KEY
      })
  void the_key_opens_in_each_of_the_headers_clients_use(String header) throws Exception {
    assertThat(call("POST", CHAT, Calls.chat("up/m"), header).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-None: 1",
        "Authorization: Bearer wrong",
        "Authorization: Bearer",
        "Authorization: Basic Z3c6a2V5",
        "Authorization: " + CLIENT_KEY,
        "Authorization: Bearer " + CLIENT_KEY + "x",
        "x-api-key: " + VENDOR_KEY,
        "x-api-key: sk-openai-key-777",
        "x-api-key: " + RunningGateway.UPSTREAM_KEY,
        "api-key: 密钥"
      })
  void anything_else_is_a_401_ahead_of_every_check_of_the_body(String header) throws Exception {
    for (var body : new String[] {Calls.chat("up/m"), "not json", ""}) {
      var answer = call("POST", CHAT, body, header);
      requireOpenAiError(answer, 401);
      assertThat(answer.error().path("code").asString()).isEqualTo("invalid_api_key");
      assertThat(answer.error().path("type").asString()).isEqualTo("invalid_request_error");
      assertThat(answer.text()).doesNotContain(CLIENT_KEY).doesNotContain(VENDOR_KEY);
    }
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void a_401_does_not_wait_for_the_body() throws Exception {
    try (var client = gateway.client()) {
      client.send(
          "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n");
      assertThat(client.head().status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/health",
        "/health/live",
        "/health/ready",
        "/docs",
        "/redoc",
        "/openapi.json"
      })
  void these_are_open(String path) throws Exception {
    var status = call("GET", path, "").status();
    assertThat(status).as(path).isIn(200, 301, 302, 307, 308);
  }

  @Test
  void a_preflight_is_open() throws Exception {
    var answer =
        call(
            "OPTIONS",
            CHAT,
            "",
            "Origin: https://app.example",
            "Access-Control-Request-Method: POST");
    assertThat(answer.status()).isIn(200, 204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/models",
        "/v1/models/up%2Fm",
        "/metrics",
        "/metrics/models",
        "/metrics/trends"
      })
  void these_are_not(String path) throws Exception {
    requireOpenAiError(call("GET", path, ""), 401);
  }

  @Test
  void resetting_the_metrics_wants_the_key() throws Exception {
    requireOpenAiError(call("POST", "/admin/reset-metrics", ""), 401);
    assertThat(gateway.post("/admin/reset-metrics", "").status()).isBetween(200, 204);
  }

  @Test
  void metrics_open_with_the_key() throws Exception {
    assertThat(gateway.get("/metrics").status()).isEqualTo(200);
    assertThat(gateway.get("/metrics?format=prometheus").status()).isEqualTo(200);
  }

  @Test
  void refused_requests_are_no_calls() throws Exception {
    var before = gateway.metrics().path("total_requests").asLong();
    call("POST", CHAT, Calls.chat("up/m"), "x-api-key: wrong");
    assertThat(gateway.metrics().path("total_requests").asLong()).isEqualTo(before);
  }

  @Test
  void keys_appear_in_no_answer_and_no_metric() throws Exception {
    for (var path :
        new String[] {
          "/metrics", "/metrics?format=prometheus", "/", "/v1/models", "/health/ready"
        }) {
      assertThat(gateway.get(path).text())
          .doesNotContain(CLIENT_KEY)
          .doesNotContain(VENDOR_KEY)
          .doesNotContain(RunningGateway.UPSTREAM_KEY);
    }
  }
}
