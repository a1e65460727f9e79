package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Tests the documents about settings: what is in force, where it comes from, and no secret.
final class SettingsPagesTest extends SharedGateway {
  private static final String CONFIG = "/admin/api/config";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .env("REQUEST_TIMEOUT", "77")
        .env("OPENAI_API_KEY", "sk-openai-0123456789abcdef")
        .yaml(
            """
            models:
              fast: { targets: [ { model: up/m } ] }
            journal: { keep-calls: 30, redact: [ email, "工号\\\\d+" ] }
            """);
  }

  private JsonNode document(String path) throws Exception {
    var answer = gateway.get(path);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.text())
        .doesNotContain(
            RunningGateway.CLIENT_KEY, RunningGateway.UPSTREAM_KEY, "sk-openai-0123456789abcdef");
    return answer.json();
  }

  private static JsonNode named(JsonNode list, String member, String name) {
    for (var each : list) if (each.path(member).asString().equals(name)) return each;
    throw new AssertionError("no " + name + " in " + list);
  }

  @Test
  void each_setting_has_its_value_and_its_origin() throws Exception {
    var config = document(CONFIG);
    assertThat(config.path("digest").asString()).matches("[0-9a-f]{12}");
    assertThat(config.path("problems").size()).isZero();
    assertThat(config.has("reloaded_at")).isFalse();
    var settings = config.path("settings");
    var timeout = named(settings, "name", "REQUEST_TIMEOUT");
    assertThat(timeout.path("value").asString()).isEqualTo("77");
    assertThat(timeout.path("origin").asString()).isEqualTo("env");
    var keep = named(settings, "name", "JOURNAL_KEEP_CALLS");
    assertThat(keep.path("section").asString()).isEqualTo("journal");
    assertThat(keep.path("origin").asString()).isEqualTo("file");
    assertThat(keep.path("file").asString()).isEqualTo("gateway.yaml");
    assertThat(keep.path("line").asInt()).isPositive();
    assertThat(named(settings, "name", "BODY_LIMIT").path("origin").asString())
        .isEqualTo("default");
    assertThat(named(settings, "name", "GATEWAY_API_KEY").path("value").asString())
        .isEqualTo("****6789");
    assertThat(config.at("/retention/calls_days").asInt()).isEqualTo(30);
    assertThat(config.at("/payloads/redact/1").asString()).isEqualTo("工号\\d+");
  }

  @Test
  void a_text_is_shown_as_the_journal_would_keep_it() throws Exception {
    var answer =
        gateway.post(
            "/admin/api/redaction",
            "{\"text\":\"写信给 li@example.com，工号1234，键 " + RunningGateway.UPSTREAM_KEY + "\"}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().path("text").asString())
        .startsWith("写信给 [redacted]，[redacted]，键 ")
        .doesNotContain(RunningGateway.UPSTREAM_KEY);
    assertThat(answer.json().path("count").asInt()).isGreaterThanOrEqualTo(2);
    requireOpenAiError(gateway.post("/admin/api/redaction", "{\"text\":1}"), 400);
  }

  @Test
  void providers_tell_where_they_come_from_and_how_they_do() throws Exception {
    assertThat(gateway.post(CHAT, Calls.chat("up/m")).status()).isEqualTo(200);
    Await.until(
        "the call is counted",
        () ->
            named(document("/admin/api/providers").path("providers"), "id", "up")
                    .at("/health/calls")
                    .asInt()
                > 0);
    var providers = document("/admin/api/providers").path("providers");
    var own = named(providers, "id", "up");
    assertThat(own.path("origin").asString()).isEqualTo("file");
    assertThat(own.path("base_url").asString()).isEqualTo(upstream.baseUrl());
    assertThat(own.path("key").asString()).isEqualTo("****3210");
    assertThat(own.at("/dialects/0").asString()).isEqualTo("openai");
    assertThat(own.at("/health/error_rate").asDouble()).isZero();
    assertThat(Instant.parse(own.at("/health/last_call").asString())).isAfter(Instant.EPOCH);
    assertThat(own.path("health").has("last_error")).isFalse();
    assertThat(named(providers, "id", "openai").path("origin").asString()).isEqualTo("env");
    assertThat(named(providers, "id", "demo").path("enabled").asBoolean()).isTrue();
    var off = named(providers, "id", "anthropic");
    assertThat(off.path("enabled").asBoolean()).isFalse();
    assertThat(off.at("/key_variables/0").asString()).isEqualTo("ANTHROPIC_API_KEY");
  }

  @Test
  void a_provider_tells_its_last_call_and_its_last_error() throws Exception {
    try (var own = ScriptedUpstream.start();
        var gateway = RunningGateway.on(own).start()) {
      own.next(Scripts.json(401, "{\"error\":{\"message\":\"no\",\"code\":\"invalid_api_key\"}}"));
      var failed = gateway.post(CHAT, Calls.chat("up/m"));
      assertThat(gateway.post(CHAT, Calls.chat("up/m")).status()).isEqualTo(200);
      Await.until("both are counted", () -> health(gateway).path("calls").asInt() == 2);
      var health = health(gateway);
      assertThat(health.at("/last_error/id").asString()).isEqualTo(failed.require("x-request-id"));
      assertThat(health.at("/last_error/code").asString()).isEqualTo("upstream_auth");
      var error = Instant.parse(health.at("/last_error/time").asString());
      assertThat(Instant.parse(health.path("last_call").asString())).isAfterOrEqualTo(error);
    }
  }

  private static JsonNode health(RunningGateway gateway) throws Exception {
    var providers = gateway.get("/admin/api/providers").json().path("providers");
    return named(providers, "id", "up").path("health");
  }

  @Test
  void a_name_that_two_providers_offer_counts_at_the_one_that_answered() throws Exception {
    try (var first = ScriptedUpstream.start();
        var second = ScriptedUpstream.start();
        var gateway =
            RunningGateway.on(first)
                .yaml(
                    """
                      here: { dialect: openai, base-url: "%s", api-key: k, models: [ "twice" ] }
                      there: { dialect: openai, base-url: "%s", api-key: k, models: [ "twice" ] }
                    models:
                      safe: { targets: [ { model: here/twice } ], fallbacks: [ there/twice ] }
                    """
                        .formatted(first.baseUrl(), second.baseUrl()))
                .start()) {
      for (var asked : new String[] {"twice", "twice", "there/twice", "here/twice"}) {
        assertThat(gateway.post(CHAT, Calls.chat(asked)).status()).isEqualTo(200);
      }
      Await.until("all are counted", () -> calls(gateway, "here/twice") == 3);
      assertThat(calls(gateway, "there/twice")).isEqualTo(1);
      var models = gateway.get("/admin/api/models").json().path("models");
      assertThat(named(models, "id", "safe").at("/fallbacks/0").asString())
          .isEqualTo("there/twice");
    }
  }

  private static long calls(RunningGateway gateway, String model) throws Exception {
    var models = gateway.get("/admin/api/models").json().path("models");
    return named(models, "id", model).path("calls24h").asLong();
  }

  @Test
  void a_provider_tells_which_of_its_models_fail_and_for_how_long_that_counts() throws Exception {
    try (var own = ScriptedUpstream.start();
        var gateway = RunningGateway.on(own).start()) {
      own.next(Scripts.json(500, "{\"error\":{\"message\":\"no\"}}"));
      assertThat(gateway.post(CHAT, Calls.chat("up/m")).status()).isBetween(500, 502);
      var providers = gateway.get("/admin/api/providers").json().path("providers");
      var failing = named(providers, "id", "up").path("failing");
      assertThat(failing).hasSize(1);
      assertThat(failing.at("/0/model").asString()).isEqualTo("m");
      assertThat(Instant.parse(failing.at("/0/until").asString())).isAfter(Instant.EPOCH);
      assertThat(named(providers, "id", "demo").has("failing")).isFalse();
    }
  }

  @Test
  void models_tell_their_short_names_and_what_they_are_capable_of() throws Exception {
    var models = document("/admin/api/models").path("models");
    var known = named(models, "id", "openai/gpt-5");
    assertThat(known.path("aliases").valueStream().map(JsonNode::asString)).contains("gpt-5");
    assertThat(known.path("capabilities").valueStream().map(JsonNode::asString))
        .contains("image", "tools", "reasoning")
        .doesNotContain("video");
    assertThat(known.path("context").asLong()).isGreaterThan(100_000);
    assertThat(named(models, "id", "fast").has("capabilities")).isFalse();
  }

  @Test
  void models_tell_their_price_and_calls_without_one_are_listed() throws Exception {
    assertThat(gateway.post(CHAT, Calls.chat("up/unheard-of")).status()).isEqualTo(200);
    Await.until(
        "the call is counted",
        () -> document("/admin/api/models").path("unpriced").toString().contains("unheard-of"));
    var page = document("/admin/api/models");
    var models = page.path("models");
    assertThat(named(models, "id", "fast").at("/targets/0").asString()).isEqualTo("up/m");
    var priced =
        models
            .valueStream()
            .filter(model -> model.path("provider").asString().equals("openai"))
            .filter(model -> model.has("price"))
            .findFirst()
            .orElseThrow();
    assertThat(priced.at("/price/input").isNumber()).isTrue();
    assertThat(priced.at("/price/version").asString()).isNotBlank();
    var unpriced = page.path("unpriced");
    assertThat(unpriced.at("/0/provider").asString()).isEqualTo("up");
    assertThat(unpriced.at("/0/calls").asInt()).isPositive();
    assertThat(unpriced.at("/0/list").asString()).isEqualTo("up");
    assertThat(named(unpriced, "model", "unheard-of").path("line").asString())
        .startsWith("- { name: \"unheard-of\", prices: [ { input: ");
  }

  @Test
  void a_change_that_is_not_valid_is_told_until_it_is_mended() throws Exception {
    try (var own = RunningGateway.on(upstream).start()) {
      var file = own.directory().resolve("gateway.yaml");
      var good = Files.readString(file);
      var before = own.get(CONFIG).json().path("digest").asString();
      Files.writeString(file, good + "log: { volume: 11 }\n");
      Await.until("the problem is told", () -> problems(own.get(CONFIG)).size() == 1);
      assertThat(problems(own.get(CONFIG)).at("/0/path").asString()).isEqualTo("log.volume");
      assertThat(problems(own.get(CONFIG)).at("/0/line").asInt())
          .isEqualTo(1 + (int) good.lines().count());
      assertThat(own.get(CONFIG).json().path("digest").asString()).isEqualTo(before);
      Files.writeString(file, good);
      Await.until("it is forgotten", () -> problems(own.get(CONFIG)).isEmpty());
      Files.writeString(file, good + "request-timeout: 55\n");
      Await.until("the change is in force", () -> own.get(CONFIG).json().has("reloaded_at"));
      assertThat(own.get(CONFIG).json().path("digest").asString()).isNotEqualTo(before);
    }
  }

  private static JsonNode problems(RawAnswer config) {
    return config.json().path("problems");
  }
}
