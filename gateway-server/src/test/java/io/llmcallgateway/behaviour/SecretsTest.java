package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.UPSTREAM_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.Script;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that secrets are masked before anything is kept or passed on, that one policy decides
/// which content is kept anywhere, and that kept files are private.
@ExtendWith(LeakCheck.class)
final class SecretsTest {
  private static final String CLOUD = "azure/Client+Secret~0123456789";

  private static RunningGateway start(ScriptedUpstream upstream) throws Exception {
    return new RunningGateway.Setup()
        .env("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY)
        .env("AZURE_CLIENT_SECRET", CLOUD)
        .yaml(
            "providers:\n  up: { dialect: openai, base-url: \"%s\", api-key: \"%s\", headers: { x-team-token: \"Bearer %s\" } }\n"
                .formatted(upstream.baseUrl(), UPSTREAM_KEY, "vip-abcdef0123456789"))
        .start();
  }

  static Stream<Script> echoes() {
    var said = UPSTREAM_KEY + " vip-abcdef0123456789 " + CLOUD;
    return Stream.of(
        Scripts.json(401, OpenAiLike.error("Incorrect API key: " + said, "invalid_api_key")),
        Scripts.json(400, OpenAiLike.error("bad: " + said, "x"), "x-ratelimit-key: " + said),
        Scripts.json(500, said),
        Scripts.json(OpenAiLike.chat("m", said), "openai-organization: " + said),
        Scripts.stream(OpenAiLike.chatStream("m", false, "你好 " + said)));
  }

  @ParameterizedTest
  @MethodSource("echoes")
  void what_a_provider_echoes_of_a_secret_is_nowhere(Script echo) throws Exception {
    try (var upstream = ScriptedUpstream.start(echo);
        var gateway = start(upstream)) {
      for (var body : List.of(Calls.chat("up/m"), Calls.stream("up/m"))) {
        var answer = gateway.post(CHAT, body);
        assertThat(answer.toString()).doesNotContain(secrets());
      }
      Await.until(
          "recorded", () -> gateway.get("/admin/api/calls").json().at("/calls/1").isObject());
      for (var call : gateway.get("/admin/api/calls").json().path("calls")) {
        var shown = gateway.get("/admin/api/calls/" + call.path("id").asString());
        assertThat(shown.text()).doesNotContain(secrets()).contains("你好");
      }
      assertThat(gateway.get("/admin/api/calls?format=jsonl").text()).doesNotContain(secrets());
      Await.until("logged", () -> gateway.interactions().lines().count() > 6);
      assertThat(gateway.log("")).doesNotContain(secrets());
    }
  }

  private static String[] secrets() {
    return new String[] {UPSTREAM_KEY, "vip-abcdef0123456789", CLOUD};
  }

  @ParameterizedTest
  @ValueSource(strings = {"metadata", "off"})
  void what_the_journal_does_not_keep_no_log_holds(String payloads) throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway =
            RunningGateway.on(upstream)
                .yaml("journal: { payloads: \"" + payloads + "\" }\n")
                .start()) {
      upstream.always(Scripts.json(OpenAiLike.chat("m", "回答机密")));
      assertThat(gateway.post(CHAT, Calls.chat("up/m", "提问机密")).status()).isEqualTo(200);
      upstream.always(Scripts.stream(OpenAiLike.chatStream("m", true, "回答机密")));
      assertThat(gateway.post(CHAT, Calls.stream("up/m", "提问机密")).status()).isEqualTo(200);
      Await.until(
          "both", () -> gateway.interactions().lines().filter(l -> l.contains("✅")).count() == 2);
      assertThat(gateway.log("")).doesNotContain("机密").contains("Token Usage", "Model: up/m");
    }
  }

  @Test
  void rules_of_redaction_hold_for_the_log_too() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway =
            RunningGateway.on(upstream)
                .yaml("journal: { redact: [email, \"内部\\\\d+\"] }\n")
                .start()) {
      upstream.always(Scripts.json(OpenAiLike.chat("m", "写信给 li.lei@example.com，内部42")));
      assertThat(gateway.post(CHAT, Calls.chat("up/m", "我是 han@example.com")).text())
          .contains("li.lei@example.com");
      gateway.awaitInteraction("✅");
      Await.until("said", () -> gateway.interactions().contains("🤖"));
      assertThat(gateway.log("")).doesNotContain("@example.com", "内部42").contains("[redacted]");
    }
  }

  @Test
  void a_rule_that_takes_for_ever_holds_no_answer_back() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway =
            RunningGateway.on(upstream)
                .yaml("journal: { redact: [\"a*a*a*a*a*b\", email] }\n")
                .start()) {
      long start = System.nanoTime();
      var answer = gateway.post(CHAT, Calls.chat("up/m", "a".repeat(5_000) + " x@example.com"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(System.nanoTime() - start).isLessThan(1_500_000_000L);
      Await.until(
          "recorded", () -> gateway.get("/admin/api/calls").json().at("/calls/0").isObject());
      var id = gateway.get("/admin/api/calls").json().at("/calls/0/id").asString();
      assertThat(gateway.get("/admin/api/calls/" + id).text())
          .doesNotContain("aaaaaaaa", "x@example.com");
    }
  }

  @Test
  void nobody_else_may_read_data_and_logs() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = RunningGateway.on(upstream).start()) {
      gateway.post(CHAT, Calls.chat("up/m"));
      Await.until(
          "recorded", () -> gateway.get("/admin/api/calls").json().at("/calls/0").isObject());
      gateway.post("/admin/reset-metrics", "");
      for (var name : List.of("data", "logs")) {
        List<Path> all;
        try (var found = Files.walk(gateway.directory().resolve(name))) {
          all = found.toList();
        }
        assertThat(all).hasSizeGreaterThan(2);
        for (var path : all) {
          if (!Files.exists(path)) continue; // a spool file that is done with
          boolean nativeParts = path.toString().contains("native");
          if (nativeParts) continue; // of libraries: no content
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
              .as(path.toString())
              .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
        }
      }
    }
  }

  @Test
  void what_an_earlier_version_left_open_is_closed_to_others(@TempDir Path folder)
      throws Exception {
    var logs = Files.createDirectory(folder.resolve("logs"));
    var data = Files.createDirectory(folder.resolve("data"));
    var day = LocalDate.now(ZoneId.systemDefault()).minusDays(1);
    var left = new ArrayList<Path>();
    for (var name : List.of("1.log.gz", "2.log.gz", "3.log", "log")) {
      left.add(logs.resolve("llmcallgateway_llm_interactions_" + day + "." + name));
    }
    left.add(data.resolve("journal.db"));
    var open = PosixFilePermissions.fromString("rw-r--r--");
    for (var path : left) Files.setPosixFilePermissions(Files.createFile(path), open);
    try (var upstream = ScriptedUpstream.start();
        var gateway = RunningGateway.on(upstream).in(folder).start()) {
      assertThat(gateway.post(CHAT, Calls.chat("up/m", "你好")).status()).isEqualTo(200);
      Await.until("nobody else may read them", () -> others(left).isEmpty());
    }
  }

  private static List<Path> others(List<Path> files) throws IOException {
    var readable = new ArrayList<Path>();
    for (var file : files) {
      if (!Files.exists(file)) continue; // compressed meanwhile
      var rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      if (!rights.equals("rw-------")) readable.add(file);
    }
    return readable;
  }
}
