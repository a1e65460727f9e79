package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.CLIENT_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the sessions of the console, and attacks them. Each test comes from an address of its own,
/// which a trusted proxy reports.
final class ConsoleLoginTest extends SharedGateway {
  private static final String SESSION = "/admin/api/session";
  private static final String CALLS = "/admin/api/calls";
  private static final String MARK = "x-console: 1";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream).env("TRUSTED_PROXIES", "127.0.0.1");
  }

  private RawAnswer send(
      RunningGateway to, String method, String path, @Nullable String body, String... headers)
      throws Exception {
    try (var client = to.client()) {
      client.request(method, path, body == null ? null : body.getBytes(UTF_8), headers);
      return client.answer();
    }
  }

  private RawAnswer get(String path, String... headers) throws Exception {
    return send(gateway, "GET", path, null, headers);
  }

  private RawAnswer login(String key, String... headers) throws Exception {
    return send(gateway, "POST", SESSION, "{\"key\":\"" + key + "\"}", headers);
  }

  private static String from(String address) {
    return "X-Forwarded-For: " + address;
  }

  /// The cookie header of a session that was opened.
  private static String cookie(RawAnswer login) {
    assertThat(login.status()).as(login.toString()).isEqualTo(204);
    return "Cookie: " + login.require("set-cookie").split(";", 2)[0];
  }

  @Test
  void the_key_opens_a_session_that_reads_what_the_console_shows() throws Exception {
    assertThat(get(SESSION).json().path("login").asString()).isEqualTo("needed");
    assertThat(get(CALLS).status()).isEqualTo(401);
    var login = login(CLIENT_KEY, from("192.0.2.1"));
    assertThat(login.require("set-cookie"))
        .matches("gw_console=[A-Za-z0-9_-]{43}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict")
        .doesNotContain(CLIENT_KEY);
    var cookie = cookie(login);
    var state = get(SESSION, cookie);
    assertThat(state.json().path("login").asString()).isEqualTo("open");
    assertThat(state.json().path("key_id").asString()).isEqualTo("client");
    assertThat(Instant.parse(state.json().path("expires_at").asString()))
        .isBetween(
            Instant.now().plus(Duration.ofHours(11)), Instant.now().plus(Duration.ofHours(12)));
    assertThat(state.header("cache-control")).isEqualTo("no-store");
    assertThat(get(CALLS, cookie).status()).isEqualTo(200);
    assertThat(get("/metrics", cookie).status()).isEqualTo(200);
    assertThat(get(CALLS, "Cookie: theme=dark; a=\"b\"; " + cookie.substring(8)).status())
        .isEqualTo(200);
  }

  @Test
  void behind_https_the_cookie_is_for_https_only() throws Exception {
    var login = login(CLIENT_KEY, from("192.0.2.2"), "X-Forwarded-Proto: https");
    assertThat(login.require("set-cookie")).endsWith("; Secure");
  }

  @Test
  void logging_out_ends_the_session() throws Exception {
    var cookie = cookie(login(CLIENT_KEY, from("192.0.2.3")));
    assertThat(send(gateway, "DELETE", SESSION, null, cookie).status()).isEqualTo(403);
    assertThat(get(CALLS, cookie).status()).isEqualTo(200);
    var out = send(gateway, "DELETE", SESSION, null, cookie, MARK);
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.require("set-cookie")).startsWith("gw_console=; Path=/; Max-Age=0; HttpOnly");
    assertThat(get(CALLS, cookie).status()).isEqualTo(401);
  }

  @Test
  void logging_in_again_ends_the_session_before() throws Exception {
    var first = cookie(login(CLIENT_KEY, from("192.0.2.4")));
    var second = cookie(login(CLIENT_KEY, from("192.0.2.4"), first));
    assertThat(get(CALLS, first).status()).isEqualTo(401);
    assertThat(get(CALLS, second).status()).isEqualTo(200);
  }

  @Test
  void a_session_makes_no_calls_and_asks_nothing_of_clients() throws Exception {
    var cookie = cookie(login(CLIENT_KEY, from("192.0.2.5")));
    for (var path :
        List.of(
            CHAT,
            "/v1/messages",
            "/v1/responses",
            "/v1beta/models/up/m:generateContent",
            "/v1/cost/estimate",
            "/admin/reset-metrics")) {
      var answer = send(gateway, "POST", path, Calls.chat("up/m"), cookie, MARK);
      assertThat(answer.status()).as(path).isEqualTo(401);
    }
    assertThat(get("/v1/models", cookie).status()).isEqualTo(401);
    assertThat(upstream.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gw_console=",
        "gw_console=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "gw_console=" + CLIENT_KEY,
        "gw_console=密钥",
        "GW_CONSOLE=x",
        "gw_console"
      })
  void a_forged_cookie_admits_nobody(String cookie) throws Exception {
    requireOpenAiError(get(CALLS, "Cookie: " + cookie), 401);
    assertThat(get(SESSION, "Cookie: " + cookie).json().path("login").asString())
        .isEqualTo("needed");
  }

  /// Another port of this host is the same site to a browser, so it sends the cookie from there.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Origin: https://evil.example",
        "Origin: http://127.0.0.1:1",
        "Origin: null"
      })
  void a_session_does_not_work_for_another_page(String header) throws Exception {
    var address = from("192.0.2.6");
    var cookie = cookie(login(CLIENT_KEY, address));
    requireOpenAiError(get(CALLS, cookie, header), 403);
    requireOpenAiError(login(CLIENT_KEY, address, header), 403);
    requireOpenAiError(send(gateway, "DELETE", SESSION, null, cookie, MARK, header), 403);
    assertThat(get(CALLS, cookie).header("access-control-allow-origin")).isNull();
    assertThat(get(CALLS, cookie).status()).isEqualTo(200);
  }

  @Test
  void a_session_works_for_the_consoles_own_page_behind_a_proxy_too() throws Exception {
    var cookie = cookie(login(CLIENT_KEY, from("192.0.2.7"), "Origin: " + gateway.uri()));
    assertThat(get(CALLS, cookie, "Origin: " + gateway.uri()).status()).isEqualTo(200);
    var moved = "Origin: https://gateway.example";
    assertThat(get(CALLS, cookie, moved, "Sec-Fetch-Site: same-origin").status()).isEqualTo(200);
    assertThat(get(CALLS, cookie, "Sec-Fetch-Site: none").status()).isEqualTo(200);
  }

  @Test
  void five_wrong_keys_a_minute_are_the_most_of_an_address() throws Exception {
    var flooder = from("203.0.113.9");
    for (int i = 0; i < 5; i++) requireOpenAiError(login("wrong-" + i, flooder), 401);
    var refused = login(CLIENT_KEY, flooder);
    requireOpenAiError(refused, 429);
    assertThat(Integer.parseInt(refused.require("retry-after"))).isBetween(1, 60);
    assertThat(refused.header("set-cookie")).isNull();
    cookie(login(CLIENT_KEY, from("203.0.113.10")));
  }

  @Test
  void attempts_at_the_same_time_are_counted_as_well() throws Exception {
    var attempts = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < 30; i++) {
      int number = i;
      attempts.add(() -> login("wrong-" + number, from("203.0.113.20")).status());
    }
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var statuses = new ArrayList<Integer>();
      for (var answer : pool.invokeAll(attempts)) statuses.add(answer.get());
      assertThat(statuses).filteredOn(status -> status == 401).hasSize(5);
      assertThat(statuses).filteredOn(status -> status == 429).hasSize(25);
    }
  }

  @Test
  void addresses_of_one_ipv6_network_are_one() throws Exception {
    for (int i = 0; i < 5; i++) login("wrong", from("2001:db8:1:2::" + (i + 1)));
    requireOpenAiError(login(CLIENT_KEY, from("2001:db8:1:2:ffff::9")), 429);
    cookie(login(CLIENT_KEY, from("2001:db8:1:3::1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"key\":1}", "{\"key\":\" \"}", "{\"key\":\"x", "钥匙"})
  void what_is_no_login_is_a_400(String body) throws Exception {
    requireOpenAiError(send(gateway, "POST", SESSION, body, from("192.0.2.8")), 400);
  }

  @Test
  void a_login_is_short() throws Exception {
    requireOpenAiError(login("x".repeat(9_000), from("192.0.2.9")), 413);
  }

  @Test
  void a_new_key_ends_the_sessions_of_the_old_one() throws Exception {
    try (var own =
        new RunningGateway.Setup()
            .provider("up", upstream.baseUrl())
            .yaml("api-key: first-key-of-clients\n")
            .start()) {
      var cookie = cookie(send(own, "POST", SESSION, "{\"key\":\"first-key-of-clients\"}"));
      var file = own.directory().resolve("gateway.yaml");
      var text = Files.readString(file);
      Files.writeString(file, text.replace("first-key", "second-key"));
      Await.until(
          "the session has ended", () -> send(own, "GET", CALLS, null, cookie).status() == 401);
      assertThat(send(own, "POST", SESSION, "{\"key\":\"first-key-of-clients\"}").status())
          .isEqualTo(401);
      cookie(send(own, "POST", SESSION, "{\"key\":\"second-key-of-clients\"}"));
    }
  }

  @Test
  void a_gateway_without_a_key_needs_no_login() throws Exception {
    try (var open = new RunningGateway.Setup().provider("up", upstream.baseUrl()).start()) {
      var state = send(open, "GET", SESSION, null);
      assertThat(state.json().path("login").asString()).isEqualTo("none");
      var login = send(open, "POST", SESSION, "{\"key\":\"any\"}");
      assertThat(login.status()).isEqualTo(204);
      assertThat(login.header("set-cookie")).isNull();
      assertThat(send(open, "GET", CALLS, null).status()).isEqualTo(200);
    }
  }
}
