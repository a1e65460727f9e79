package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that a gateway without a client key serves its own machine only.
final class KeylessTest extends SharedGateway {
  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return new RunningGateway.Setup().provider("up", upstream.baseUrl());
  }

  private int status(String path, String... headers) throws Exception {
    try (var client = gateway.client()) {
      client.get(path, headers);
      return client.answer().status();
    }
  }

  @Test
  void calls_need_no_key_and_any_key_is_fine() throws Exception {
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.chat("up/m"));
      assertThat(client.answer().status()).isEqualTo(200);
      client.post(CHAT, Calls.chat("up/m"), "Authorization: Bearer whatever");
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void the_demo_answers_without_any_key() throws Exception {
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.chat("demo/echo", "回声测试"));
      var answer = client.answer();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      assertThat(answer.json().at("/choices/0/message/content").asString()).contains("回声测试");
      assertThat(answer.json().at("/usage/total_tokens").asInt()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8728",
        "LOCALHOST",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.9.9.9",
        "[::1]:80",
        "gateway.localhost"
      })
  void a_loopback_host_header_is_fine(String host) throws Exception {
    assertThat(status("/v1/models", "Host: " + host)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8728",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.5",
        "127.0.0.1evil",
        "0.0.0.0"
      })
  void another_host_header_is_a_403(String host) throws Exception {
    try (var client = gateway.client()) {
      client.get("/v1/models", "Host: " + host);
      requireOpenAiError(client.answer(), 403);
      client.post(CHAT, Calls.chat("up/m"), "Host: " + host);
      requireOpenAiError(client.answer(), 403);
    }
    assertThat(upstream.requests()).noneMatch(request -> request.method().equals("POST"));
  }

  @Test
  void pages_of_other_origins_may_not_call() throws Exception {
    try (var client = gateway.client()) {
      client.get("/v1/models", "Origin: https://evil.example");
      assertThat(client.answer().header("Access-Control-Allow-Origin")).isNull();
      client.get("/v1/models", "Origin: http://localhost:3000");
      assertThat(client.answer().header("Access-Control-Allow-Origin"))
          .isEqualTo("http://localhost:3000");
    }
  }

  @Test
  void listening_to_others_without_a_key_is_refused_at_the_start() {
    assertThatThrownBy(
            () -> {
              try (var open = new RunningGateway.Setup().listening("0.0.0.0").start()) {
                open.uri();
              }
            })
        .hasMessageContaining("ALLOW_ANONYMOUS");
  }

  @Test
  void and_allowed_when_asked_for() throws Exception {
    try (var open =
            new RunningGateway.Setup().listening("0.0.0.0").env("ALLOW_ANONYMOUS", "true").start();
        var client = open.client()) {
      client.get("/health", "Host: gateway.example");
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }
}
