package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions and saved views over HTTP.
final class SessionsAndViewsTest {
  private static final String SESSIONS = "/admin/api/sessions";
  private static final String VIEWS = "/admin/api/views";

  @TempDir private Path folder;

  private RunningGateway start(ScriptedUpstream upstream) throws Exception {
    var data = "data-dir: \"" + folder.resolve("data") + "\"\n";
    return RunningGateway.on(upstream).in(folder).yaml(data).start();
  }

  @Test
  void a_session_has_its_calls_in_their_order() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = start(upstream)) {
      gateway.post(CHAT, Calls.chat("up/a", "第一"), "x-session-id: 会话/1");
      gateway.post(CHAT, Calls.chat("up/a", "第二"), "x-session-id: 会话/1", "x-gateway-tag-team: 红队");
      gateway.post(CHAT, Calls.chat("up/a"), "x-session-id: other");
      gateway.post(CHAT, Calls.chat("up/a"));
      Await.until(
          "all are kept", () -> gateway.get("/admin/api/calls").json().path("calls").size() == 4);
      var page = gateway.get(SESSIONS).json();
      assertThat(page.path("sessions")).hasSize(2);
      assertThat(page.path("next").isNull()).isTrue();
      var id = page.at("/sessions/1/id").asString();
      assertThat(page.at("/sessions/1/calls").asLong()).isEqualTo(2);
      assertThat(page.at("/sessions/1/first_question").asString()).isEqualTo("第一");
      assertThat(page.at("/sessions/1/source").asString()).isEqualTo("x-session-id");
      var session = gateway.get(SESSIONS + "/" + URLEncoder.encode(id, UTF_8)).json();
      assertThat(session.at("/summary/calls").asLong()).isEqualTo(2);
      assertThat(session.path("calls").findValuesAsString("question")).containsExactly("第一", "第二");
      assertThat(session.path("calls").findValuesAsString("agent")).containsOnly("main");
      assertThat(session.at("/calls/1/gap_ms").asLong()).isNotNegative();
      assertThat(session.at("/calls/1/tags/team").asString()).isEqualTo("红队");
      assertThat(session.at("/calls/0").has("tags")).isFalse();
      var tagged =
          gateway.get("/admin/api/calls?tag.team=" + URLEncoder.encode("红队", UTF_8)).json();
      assertThat(tagged.at("/calls/0/tags").size()).isEqualTo(1);
      assertThat(gateway.get(SESSIONS + "?session=other").json().path("sessions")).hasSize(1);
      assertThat(gateway.get(SESSIONS + "?limit=51").status()).isEqualTo(400);
      assertThat(gateway.get(SESSIONS + "/nobody").status()).isEqualTo(404);
    }
  }

  @Test
  void agents_are_told_apart_over_the_whole_session_and_not_by_page() throws Exception {
    int calls = 205; // more than a page
    try (var upstream = ScriptedUpstream.start();
        var gateway = start(upstream)) {
      gateway.post(CHAT, Calls.chat("up/a"), "x-session-id: long");
      for (int i = 1; i < calls; i++) {
        gateway.post(CHAT, Calls.chat("up/b"), "x-session-id: long");
      }
      Await.until(
          "all are kept",
          () -> gateway.get(SESSIONS + "/long").json().at("/summary/calls").asInt() == calls);
      var newest = gateway.get(SESSIONS + "/long").json();
      assertThat(newest.path("calls")).hasSize(200);
      assertThat(newest.path("calls").findValuesAsString("agent")).containsOnly("sub-1");
      var oldest = gateway.get(SESSIONS + "/long?before=" + newest.path("next").asString()).json();
      assertThat(oldest.path("calls").findValuesAsString("agent"))
          .containsExactly("main", "sub-1", "sub-1", "sub-1", "sub-1");
    }
  }

  private static int send(RunningGateway gateway, String method, String id, String body)
      throws Exception {
    var authorization = authorized()[0].split(": ", 2);
    var request =
        HttpRequest.newBuilder(gateway.uri().resolve(VIEWS + "/" + id))
            .method(method, BodyPublishers.ofString(body))
            .header(authorization[0], authorization[1])
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).statusCode();
    }
  }

  @Test
  void views_survive_a_restart() throws Exception {
    var view = "{\"name\":\"慢的\",\"query\":\"min_ms=2000\",\"columns\":[\"time\",\"cost\"]}";
    try (var upstream = ScriptedUpstream.start()) {
      try (var gateway = start(upstream)) {
        assertThat(gateway.get(VIEWS).json().path("views")).isEmpty();
        assertThat(send(gateway, "PUT", "slow", view)).isEqualTo(200);
        assertThat(send(gateway, "PUT", "gone", view)).isEqualTo(200);
        assertThat(send(gateway, "DELETE", "gone", "")).isEqualTo(204);
        assertThat(send(gateway, "DELETE", "gone", "")).isEqualTo(404);
      }
      try (var gateway = start(upstream)) {
        var views = gateway.get(VIEWS).json().path("views");
        assertThat(views).hasSize(1);
        assertThat(views.at("/0/id").asString()).isEqualTo("slow");
        assertThat(views.at("/0/name").asString()).isEqualTo("慢的");
        assertThat(views.at("/0/query").asString()).isEqualTo("min_ms=2000");
        assertThat(views.at("/0/columns/1").asString()).isEqualTo("cost");
      }
    }
  }

  @Test
  void views_are_few_and_small() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = start(upstream)) {
      assertThat(send(gateway, "PUT", "a%20b", "{\"name\":\"x\"}")).isEqualTo(400);
      assertThat(send(gateway, "PUT", "a", "{\"name\":\" \"}")).isEqualTo(400);
      assertThat(send(gateway, "PUT", "a", "[1")).isEqualTo(400);
      var large = "{\"name\":\"" + "x".repeat(4_096) + "\"}";
      assertThat(send(gateway, "PUT", "a", large)).isEqualTo(413);
      for (int n = 0; n < 200; n++) {
        assertThat(send(gateway, "PUT", "v" + n, "{\"name\":\"x\"}")).isEqualTo(200);
      }
      assertThat(send(gateway, "PUT", "v200", "{\"name\":\"x\"}")).isEqualTo(400);
      assertThat(send(gateway, "PUT", "v0", "{\"name\":\"y\"}")).isEqualTo(200);
    }
  }
}
