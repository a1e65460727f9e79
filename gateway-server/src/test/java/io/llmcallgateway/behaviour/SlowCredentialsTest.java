package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RawClient;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A cloud's token server that stalls: calls wait for it as they wait for a provider.
@ExtendWith(LeakCheck.class)
final class SlowCredentialsTest {
  private static final String TOKEN =
      "{\"access_token\":\"cloud-token-1\",\"expires_in\":3600,\"token_type\":\"Bearer\"}";

  private ScriptedUpstream provider;
  private ScriptedUpstream tokens;

  @BeforeEach
  void start() throws Exception {
    provider = ScriptedUpstream.start();
    tokens = ScriptedUpstream.start();
  }

  @AfterEach
  void stop() throws Exception {
    provider.close();
    tokens.close();
  }

  private RunningGateway gateway(String timeout) throws Exception {
    return new RunningGateway.Setup()
        .env("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY)
        .env("REQUEST_TIMEOUT", timeout)
        .env("AZURE_AUTHORITY_HOST", tokens.uri().toString())
        .env("AZURE_TENANT_ID", "house")
        .env("AZURE_CLIENT_ID", "app")
        .env("AZURE_CLIENT_SECRET", "secret-of-the-app")
        .yaml(
            """
            providers:
              azure: { base-url: "%s" }
              other: { dialect: openai, base-url: "%s", api-key: k }
            models:
              both: { targets: [ { model: azure/gpt-4o }, { model: other/m } ] }
            """
                .formatted(provider.baseUrl(), provider.baseUrl()))
        .start();
  }

  @Test
  void a_call_waits_no_longer_than_its_own_deadline() throws Exception {
    tokens.always(Scripts.stall());
    try (var gateway = gateway("1")) {
      long start = System.nanoTime();
      requireOpenAiError(gateway.post(CHAT, Calls.chat("azure/gpt-4o")), 504);
      requireOpenAiError(gateway.post(CHAT, Calls.stream("azure/gpt-4o")), 504);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
      assertThat(provider.requests()).isEmpty();
    }
  }

  @Test
  void callers_who_wait_together_share_one_fetch() throws Exception {
    var gate = new Gate();
    tokens.next(Scripts.pause(gate).then(Scripts.json(TOKEN)));
    try (var gateway = gateway("30")) {
      var clients = new ArrayList<RawClient>();
      for (int i = 0; i < 5; i++) {
        var client = gateway.client();
        clients.add(client);
        client.post(CHAT, Calls.chat("azure/gpt-4o"), RunningGateway.authorized());
      }
      gate.awaitReached();
      gateway.awaitMetrics("five wait", metrics -> metrics.path("active_requests").asInt() == 5);
      gate.release();
      for (var client : clients) {
        RawAnswer answer = client.answer();
        assertThat(answer.status()).isEqualTo(200);
        client.close();
      }
      assertThat(tokens.requests()).hasSize(1);
      assertThat(provider.requests())
          .hasSize(5)
          .allMatch(request -> "Bearer cloud-token-1".equals(request.header("authorization")));
    }
  }

  @Test
  void a_client_that_leaves_while_credentials_are_fetched_is_noticed() throws Exception {
    var gate = new Gate();
    tokens.next(Scripts.pause(gate).then(Scripts.json(TOKEN)));
    try (var gateway = gateway("30")) {
      try (var client = gateway.client()) {
        client.post(CHAT, Calls.chat("azure/gpt-4o"), RunningGateway.authorized());
        gate.awaitReached();
      }
      Await.until(
          "the call has ended", () -> gateway.metrics().path("active_requests").asInt() == 0);
      gate.release();
      assertThat(provider.requests()).isEmpty();
    }
  }

  @Test
  void what_the_token_server_refuses_lets_the_next_target_answer() throws Exception {
    tokens.always(Scripts.json(401, "{\"error\":\"invalid_client\"}"));
    try (var gateway = gateway("30")) {
      var answer = gateway.post(CHAT, Calls.chat("both"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("x-gateway-provider")).isEqualTo("other");
    }
  }
}
