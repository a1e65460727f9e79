package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Tests the alerts of a running gateway.
@ExtendWith(LeakCheck.class)
final class AlertsTest {
  private static final String TOKEN = "geheim-token-0123456789";
  private static final String PROMPT = "鲁迅的秘密";

  @TempDir private Path folder;

  private static ScriptedUpstream webhook() throws Exception {
    var webhook = ScriptedUpstream.start();
    webhook.always(Scripts.json("{\"ok\":true}"));
    return webhook;
  }

  private static void fail(RunningGateway gateway, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      assertThat(gateway.post(CHAT, Calls.chat("up/m", PROMPT)).status()).isEqualTo(502);
    }
  }

  @Test
  void a_failing_provider_is_told_to_the_webhook_and_its_recovery_too() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var webhook = webhook()) {
      upstream.always(Scripts.json(500, "{\"error\":{\"message\":\"" + PROMPT + "\"}}"));
      try (var gateway =
          RunningGateway.on(upstream)
              .env("ALERT_WEBHOOK", webhook.uri() + "/hook/" + TOKEN)
              .yaml("alerts: { error-rate: 20% in 1m, format: slack }\n")
              .start()) {
        fail(gateway, 20);
        var told = webhook.take();
        assertThat(told.method() + " " + told.target()).isEqualTo("POST /hook/" + TOKEN);
        assertThat(told.header("content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(told.json().path("text").asString())
            .isEqualTo(
                "LLMCallGateway ALERT error-rate: 20 of 20 calls (100%) failed in the last 1m;"
                    + " the limit is 20%."
                    + " Look: ./gateway calls list --from 10m --state error");
        upstream.always(Scripts.json(OpenAiLike.chat("m", "好")));
        for (int i = 0; i < 81; i++) {
          assertThat(gateway.post(CHAT, Calls.chat("up/m")).status()).isEqualTo(200);
        }
        assertThat(webhook.take().json().path("text").asString())
            .isEqualTo(
                "LLMCallGateway RESOLVED error-rate: 20 of 101 calls (19.8%) failed in the last"
                    + " 1m; the limit is 20%.");
        Await.until(
            "both are counted",
            () ->
                gateway
                    .get("/metrics?format=prometheus")
                    .text()
                    .contains("llmcallgateway_alerts_sent_total 2.0"));
        assertThat(gateway.log("_system_"))
            .contains("ALERT: LLMCallGateway ALERT error-rate")
            .doesNotContain(TOKEN);
      }
    }
  }

  @Test
  void spending_goes_on_after_a_restart_and_rules_are_taken_over_while_running() throws Exception {
    // a call costs 0.00002925 dollars
    Files.writeString(
        folder.resolve("prices.yaml"),
        """
        version: 我的
        lists:
          up: { models: [ { name: m, match: ["*"], prices: [ { input: "0.15", output: "0.6" } ] } ] }
        """);
    try (var upstream = ScriptedUpstream.start();
        var webhook = webhook()) {
      var setup =
          RunningGateway.on(upstream)
              .env("ALERT_WEBHOOK", webhook.uri() + "/")
              .yaml("alerts: { spend-day: 0.00005 USD }\n")
              .in(folder);
      try (var gateway = setup.start()) {
        gateway.post(CHAT, Calls.chat("up/m"));
      }
      assertThat(webhook.requests()).isEmpty();
      try (var gateway = setup.start()) {
        gateway.post(CHAT, Calls.chat("up/m"));
        var told = webhook.take().json();
        assertThat(told.path("alert").asString()).isEqualTo("spend-day");
        assertThat(told.path("state").asString()).isEqualTo("firing");
        assertThat(told.path("text").asString())
            .contains("0.0000585 USD spent today; the limit is 0.00005 USD.");
        gateway.rewrite(
            setup.configuration().replace("spend-day: 0.00005 USD", "spend-day: 9, language: zh"));
        assertThat(webhook.take().json().path("text").asString())
            .isEqualTo("LLMCallGateway 已恢复 spend-day：今天已花费 0.0000585 美元，上限为 9 美元。");
      }
    }
  }

  @Test
  @Tag("slow")
  void a_webhook_that_is_not_there_holds_up_no_call_and_is_counted() throws Exception {
    try (var upstream = ScriptedUpstream.start()) {
      upstream.always(Scripts.json(500, "{}"));
      try (var gateway =
          RunningGateway.on(upstream)
              .env("ALERT_WEBHOOK", ScriptedUpstream.refusingBaseUrl() + "/" + TOKEN)
              .yaml("alerts: { error-rate: 20% in 1m }\n")
              .start()) {
        fail(gateway, 20);
        Await.until(
            "the message is given up",
            Duration.ofSeconds(20),
            () -> gateway.log("_system_").contains("an alert was not delivered after 3 tries"));
        fail(gateway, 1);
        assertThat(gateway.get("/metrics?format=prometheus").text())
            .contains("llmcallgateway_alerts_undelivered_total 1.0")
            .contains("llmcallgateway_alerts_firing 1.0");
        assertThat(gateway.log("_system_")).doesNotContain(TOKEN);
      }
    }
  }
}
