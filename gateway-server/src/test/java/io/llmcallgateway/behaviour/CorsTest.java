package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.Scripts;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests that pages of other origins may call the API and read metrics, and may not administer.
@ExtendWith(LeakCheck.class)
final class CorsTest extends SharedGateway {
  private static RawAnswer preflight(RunningGateway gateway, String path, String origin)
      throws Exception {
    try (var client = gateway.client()) {
      client.request(
          "OPTIONS",
          path,
          null,
          "Origin: " + origin,
          "Access-Control-Request-Method: POST",
          "Access-Control-Request-Headers: authorization,content-type,x-stainless-os");
      return client.answer();
    }
  }

  @Test
  void any_page_may_ask_first() throws Exception {
    var answer = preflight(gateway, CHAT, "https://app.example");
    assertThat(answer.status()).isIn(200, 204);
    assertThat(answer.header("Access-Control-Allow-Origin")).isIn("*", "https://app.example");
    assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST");
    var headers = answer.require("Access-Control-Allow-Headers");
    assertThat(headers.toLowerCase(Locale.ROOT))
        .contains("authorization", "x-stainless-os", "x-api-key", "x-goog-api-key");
  }

  @Test
  void a_page_is_told_the_methods_of_the_path_it_asks_for() throws Exception {
    assertThat(methods(CHAT)).isEqualTo("OPTIONS, POST");
    assertThat(methods("/v1/responses/resp_1")).isEqualTo("DELETE, GET, HEAD, OPTIONS");
    assertThat(methods("//v1/models/")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(methods("/v1/nothing/here")).as("to read the 404").contains("GET", "POST");
  }

  private String methods(String path) throws Exception {
    return preflight(gateway, path, "https://app.example").require("Access-Control-Allow-Methods");
  }

  @Test
  void answers_and_errors_and_streams_carry_the_headers() throws Exception {
    upstream.next(
        Scripts.json(OpenAiLike.chat("m", "x")),
        Scripts.json(500, OpenAiLike.error("x", "y")),
        Scripts.stream(OpenAiLike.chatStream("m", false, "x")));
    for (var body :
        new String[] {Calls.chat("up/m"), Calls.chat("up/m"), Calls.stream("up/m"), "not json"}) {
      var answer = gateway.post(CHAT, body, "Origin: https://app.example");
      assertThat(answer.header("Access-Control-Allow-Origin")).isIn("*", "https://app.example");
      var exposed = answer.require("Access-Control-Expose-Headers");
      assertThat(exposed.toLowerCase(Locale.ROOT))
          .contains("x-request-id")
          .contains("x-gateway-provider")
          .contains("x-gateway-model")
          .contains("x-gateway-cost")
          .contains("x-gateway-losses")
          .contains("x-ratelimit-remaining-requests")
          .contains("anthropic-ratelimit-tokens-remaining");
    }
  }

  @Test
  void even_a_401_can_be_read_by_the_page() throws Exception {
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.chat("up/m"), "Origin: https://app.example");
      var answer = client.answer();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("Access-Control-Allow-Origin")).isIn("*", "https://app.example");
    }
  }

  @Test
  void metrics_can_be_read_by_pages() throws Exception {
    assertThat(
            gateway
                .get("/metrics", "Origin: https://app.example")
                .header("Access-Control-Allow-Origin"))
        .isIn("*", "https://app.example");
  }

  @Test
  void admin_never_can() throws Exception {
    assertThat(
            preflight(gateway, "/admin/reset-metrics", "https://app.example")
                .header("Access-Control-Allow-Origin"))
        .isNull();
    assertThat(
            gateway
                .post("/admin/reset-metrics", "", "Origin: https://app.example")
                .header("Access-Control-Allow-Origin"))
        .isNull();
  }

  @Test
  void named_origins_keep_others_out() throws Exception {
    try (var strict =
            RunningGateway.on(upstream)
                .env("CORS_ORIGINS", "https://one.example, https://two.example")
                .start();
        var client = strict.client()) {
      for (var origin : new String[] {"https://one.example", "https://two.example"}) {
        client.get("/v1/models", authorized("Origin: " + origin));
        assertThat(client.answer().header("Access-Control-Allow-Origin")).isEqualTo(origin);
      }
      for (var origin :
          new String[] {
            "https://three.example", "https://oneXexample", "null", "https://one.example.evil"
          }) {
        client.get("/v1/models", authorized("Origin: " + origin));
        assertThat(client.answer().header("Access-Control-Allow-Origin")).as(origin).isNull();
      }
    }
  }
}
