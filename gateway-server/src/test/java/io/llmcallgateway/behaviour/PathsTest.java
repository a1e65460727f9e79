package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.RunningGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the paths that clients' base URLs produce, and the answers for paths that do not exist.
final class PathsTest extends SharedGateway {
  private static final String GEMINI =
      "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"你好\"}]}]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//v1/chat/completions",
        "/v1//chat/completions",
        "/v1/chat/completions/",
        "//v1/chat/completions//"
      })
  void slashes_too_many_do_no_harm(String path) throws Exception {
    assertThat(gateway.post(path, Calls.chat("up/m")).status()).isEqualTo(200);
    assertThat(gateway.get("//v1/models/").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1beta/up/m:generateContent,m",
    "/v1beta/models/up/m:generateContent,m",
    "/v1/models/up/m:generateContent,m",
    "/up/m:generateContent,m",
    "/models/up/m:generateContent,m",
    "/v1alpha/models/up/m:generateContent,m",
    "/v1beta/up/accounts/a/models/m:generateContent,accounts/a/models/m",
    "/some/where/v1beta/models/up/m:generateContent,m",
    "/v1beta1/projects/p/locations/global/publishers/google/models/up/m:generateContent,m",
    "/v1beta/up%2Fm%3AgenerateContent,m"
  })
  void any_path_before_a_verb_of_gemini_names_the_model(String path, String model)
      throws Exception {
    var answer = gateway.post(path, GEMINI);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().has("candidates")).isTrue();
    assertThat(upstream.take().json().path("model").asString()).isEqualTo(model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-goog-api-key: " + RunningGateway.CLIENT_KEY, "x-goog-api-client: a"})
  void googles_clients_get_googles_list_at_either_version(String header) throws Exception {
    for (var path : new String[] {"/v1/models", "/v1beta/models", "/models"}) {
      var names = gateway.get(path, header).json().path("models");
      assertThat(names.size()).as(path).isPositive();
      assertThat(names.path(0).path("name").asString()).startsWith("models/");
    }
    assertThat(gateway.get("/v1/models").json().path("object").asString()).isEqualTo("list");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1beta/models?key=%zz",
        "/v1beta/models?key=%",
        "/v1beta/models?a=%c3%28&b=%ff",
        "/admin/api/calls?limit=%zz"
      })
  void a_malformed_query_is_a_400_and_no_stack_trace(String path) throws Exception {
    try (var client = gateway.client()) {
      client.get(path, authorized());
      assertThat(client.answer().status()).isIn(400, 200);
      client.get(path);
      assertThat(client.answer().status()).isIn(400, 401);
    }
    assertThat(gateway.log("error")).doesNotContain("\tat ", "failed inside");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/v1/responses/compact,model_provider",
    "POST,/v1/alpha/search,web_search",
    "GET,/api/tags,/v1",
    "POST,/api/chat,/v1"
  })
  void what_is_not_offered_says_what_to_do(String method, String path, String advice)
      throws Exception {
    try (var client = gateway.client()) {
      client.request(
          method, path, method.equals("POST") ? "{}".getBytes(UTF_8) : null, authorized());
      var answer = client.answer();
      requireOpenAiError(answer, 404);
      assertThat(answer.error().path("message").asString()).contains(advice);
    }
  }

  @Test
  void claude_codes_events_are_taken_and_dropped() throws Exception {
    var answer = gateway.post("/api/event_logging/batch", "{\"events\":[{\"a\":\"你好\"}]}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void refused_requests_are_told_and_counted_but_no_flood_of_them_is() throws Exception {
    for (int i = 0; i < 100; i++) {
      try (var client = gateway.client()) {
        client.post(CHAT, Calls.chat("up/m"), "Authorization: Bearer wrong-key-" + i);
        assertThat(client.answer().status()).isEqualTo(401);
      }
    }
    gateway.get("/v1/nowhere");
    Await.until("told", () -> gateway.log("system").contains("refused POST " + CHAT));
    var lines = gateway.log("system").lines().filter(l -> l.contains("refused ")).toList();
    assertThat(lines).hasSizeLessThan(50).noneMatch(line -> line.contains("wrong-key"));
    assertThat(lines.getFirst()).contains("from 127.0.0.1");
    assertThat(gateway.get("/metrics", "Accept: text/plain").text())
        .containsPattern("rejected_requests_total\\{kind=\"unauthenticated\"} 10\\d");
  }

  @Test
  void the_documentation_works_below_any_path() throws Exception {
    for (var path : new String[] {"/docs", "/redoc"}) {
      var page = gateway.get(path);
      assertThat(page.text()).doesNotContain("\"/docs", "'/openapi").contains("docs/assets/");
      var slash = gateway.get(path + "/");
      assertThat(slash.status()).isEqualTo(308);
      assertThat(slash.header("Location")).isEqualTo(".." + path);
    }
    assertThat(gateway.get("/openapi.json").json().at("/servers/0/url").asString()).isEqualTo("./");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/../b", "./x", "x/."})
  void a_model_whose_name_is_a_way_up_goes_nowhere(String model) throws Exception {
    try (var cloud =
        new RunningGateway.Setup()
            .env("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY)
            .yaml(
                "providers:\n  b: { dialect: bedrock, base-url: \"%s\", api-key: k }\n  g: { dialect: gemini, base-url: \"%s\", api-key: k }\n"
                    .formatted(upstream.uri(), upstream.uri()))
            .start()) {
      for (var provider : new String[] {"b/", "g/"}) {
        var answer = cloud.post(CHAT, Calls.chat(provider + model));
        assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
      }
      assertThat(upstream.requests()).noneMatch(request -> request.method().equals("POST"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/chat/completions", "/chat/completions/", "/messages", "/responses"})
  void a_base_url_that_ends_in_a_call_says_what_to_write(String end) {
    assertThatThrownBy(
            () -> {
              try (var wrong =
                  new RunningGateway.Setup()
                      .provider("x", "https://vendor.example/v1" + end)
                      .start()) {
                wrong.uri();
              }
            })
        .hasMessageContaining("https://vendor.example/v1")
        .hasMessageContaining("adds itself");
  }
}
