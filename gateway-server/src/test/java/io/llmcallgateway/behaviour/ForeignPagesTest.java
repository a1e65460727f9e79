package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that a gateway without a key accepts requests of web pages only from its own machine and
/// configured origins. A page can send simple requests anywhere without a preflight.
final class ForeignPagesTest extends SharedGateway {
  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return new RunningGateway.Setup()
        .provider("up", upstream.baseUrl())
        .env("CORS_ORIGINS", "https://app.example");
  }

  private RawAnswer send(String method, String path, String... headers) throws Exception {
    try (var client = gateway.client()) {
      var body = method.equals("POST") ? Calls.chat("up/m").getBytes(UTF_8) : null;
      client.request(method, path, body, headers);
      return client.answer();
    }
  }

  static Stream<List<String>> foreign() {
    return Stream.of(
        List.of("Origin: https://evil.example"),
        List.of("Origin: https://evil.example", "Sec-Fetch-Site: cross-site"),
        List.of("Origin: null"),
        List.of("Origin: http://localhost.evil.example"),
        List.of("Origin: https://app.example.evil"),
        List.of("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"));
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void a_foreign_page_gets_a_403_before_anything_happens(List<String> headers) throws Exception {
    for (var path :
        new String[] {
          CHAT, "/v1/messages", "/v1beta/models/up/m:generateContent", "/admin/reset-metrics"
        }) {
      for (var type : new String[] {"text/plain", "application/x-www-form-urlencoded"}) {
        var all = new ArrayList<>(headers);
        all.add("Content-Type: " + type);
        assertThat(send("POST", path, all.toArray(String[]::new)).status()).as(path).isEqualTo(403);
      }
    }
    for (var path :
        new String[] {"/docs", "/openapi.json", "/v1/models", "/admin/api/calls", "/metrics"}) {
      requireOpenAiError(send("GET", path, headers.toArray(String[]::new)), 403);
    }
    assertThat(upstream.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3000",
        "http://127.0.0.1:5173",
        "https://app.example",
        "app://obsidian.md",
        "vscode-webview://0a1b2c"
      })
  void pages_of_this_machine_and_configured_ones_pass(String origin) throws Exception {
    var answer = send("POST", CHAT, "Origin: " + origin, "Content-Type: application/json");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
  }

  @Test
  void its_own_pages_and_programs_pass() throws Exception {
    URI own = gateway.uri();
    assertThat(send("POST", CHAT, "Origin: " + own, "Sec-Fetch-Site: same-origin").status())
        .isEqualTo(200);
    assertThat(send("POST", CHAT).status()).isEqualTo(200);
    assertThat(send("GET", "/docs", "Sec-Fetch-Site: none").status()).isEqualTo(200);
  }

  @Test
  void a_link_leads_to_the_documentation_but_a_frame_does_not() throws Exception {
    assertThat(
            send(
                    "GET",
                    "/docs",
                    "Sec-Fetch-Site: cross-site",
                    "Sec-Fetch-Mode: navigate",
                    "Sec-Fetch-Dest: document")
                .status())
        .isEqualTo(200);
    assertThat(
            send(
                    "GET",
                    "/docs",
                    "Sec-Fetch-Site: cross-site",
                    "Sec-Fetch-Mode: navigate",
                    "Sec-Fetch-Dest: iframe")
                .status())
        .isEqualTo(403);
  }

  @Test
  void with_a_key_the_key_decides() throws Exception {
    try (var keyed = RunningGateway.on(upstream).start();
        var client = keyed.client()) {
      client.post(CHAT, Calls.chat("up/m"), "Origin: https://evil.example");
      assertThat(client.answer().status()).isEqualTo(401);
    }
  }

  @Test
  void open_to_others_its_own_origin_is_the_host_they_ask() throws Exception {
    try (var open =
            new RunningGateway.Setup()
                .provider("up", upstream.baseUrl())
                .env("ALLOW_ANONYMOUS", "true")
                .start();
        var client = open.client()) {
      client.post(CHAT, Calls.chat("up/m"), "Host: gw.example", "Origin: https://gw.example");
      assertThat(client.answer().status()).isEqualTo(200);
      client.post(CHAT, Calls.chat("up/m"), "Host: gw.example", "Origin: https://evil.example");
      assertThat(client.answer().status()).isEqualTo(403);
    }
  }
}
