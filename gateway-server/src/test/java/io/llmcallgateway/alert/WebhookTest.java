package io.llmcallgateway.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.config.AlertFormat;
import io.llmcallgateway.config.AlertLanguage;
import io.llmcallgateway.config.AlertSettings;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.upstream.JsonPoster;
import io.llmcallgateway.upstream.OutboundOptions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is posted, how often it is tried, and what is said of it.
@ExtendWith(LeakCheck.class)
final class WebhookTest {
  private static final String TOKEN = "geheim-token-0123456789";
  private static final Instant NOW = Instant.parse("2026-11-22T06:45:00Z");
  private static final AlertNotification NOTICE =
      new AlertNotification("shed", AlertNotification.State.FIRING, "第一行 \"引号\" \\ und mehr", NOW);

  private static AlertSettings settings(String url, AlertFormat format) {
    return new AlertSettings(
        new Secret(url), format, AlertLanguage.EN, null, null, -1, -1, true, null);
  }

  private static WebhookTransport transport(JsonPoster http) {
    return (to, json, most) -> {
      var reply = http.post(to, json, most);
      return new WebhookTransport.Response(reply.status(), reply.body());
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "JSON |"
            + " {\"alert\":\"shed\",\"state\":\"firing\",\"time\":\"2026-11-22T06:45:00Z\",\"text\":T}",
        "SLACK | {\"text\":T}",
        "FEISHU | {\"msg_type\":\"text\",\"content\":{\"text\":T}}",
        "DINGTALK | {\"msgtype\":\"text\",\"text\":{\"content\":T}}",
        "WECOM | {\"msgtype\":\"text\",\"text\":{\"content\":T}}",
      })
  void each_service_gets_its_shape(AlertFormat format, String expected) throws Exception {
    try (var service = ScriptedUpstream.start();
        var http = new JsonPoster(OutboundOptions.plain())) {
      service.always(Scripts.json("{\"errcode\":0,\"code\":0}"));
      var settings = settings(service.uri() + "/send?key=" + TOKEN, format);
      var outcome = new Webhook(transport(http)).post(settings, NOTICE);
      assertThat(outcome.delivered()).isTrue();
      var got = service.take();
      assertThat(got.target()).isEqualTo("/send?key=" + TOKEN);
      assertThat(got.json())
          .hasToString(expected.replace("T}", "\"第一行 \\\"引号\\\" \\\\ und mehr\"}"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DINGTALK | {\"errcode\":310000,\"errmsg\":\"keywords not in content\"}",
        "WECOM | {\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}",
        "FEISHU | {\"code\":19001,\"msg\":\"param invalid\"}",
      })
  void a_refusal_with_status_200_is_no_delivery(AlertFormat format, String body) throws Exception {
    try (var service = ScriptedUpstream.start();
        var http = new JsonPoster(OutboundOptions.plain())) {
      service.always(Scripts.json(body));
      var outcome = new Webhook(transport(http)).test(settings(service.uri() + "/", format), NOW);
      assertThat(outcome).isEqualTo(new Webhook.Outcome(false, false, "status 200: " + body));
    }
  }

  @Test
  void what_a_service_says_is_shown_without_the_webhooks_token() throws Exception {
    try (var service = ScriptedUpstream.start();
        var http = new JsonPoster(OutboundOptions.plain())) {
      var url = service.uri() + "/hook/" + TOKEN;
      service.always(Scripts.json(404, "{\"no\":\"/hook/" + TOKEN + " " + url + "\"}"));
      var outcome = new Webhook(transport(http)).test(settings(url, AlertFormat.JSON), NOW);
      assertThat(outcome.delivered()).isFalse();
      assertThat(outcome.again()).isFalse();
      assertThat(outcome.answer()).startsWith("status 404: {\"no\":").doesNotContain("geheim");
    }
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    try (var service = ScriptedUpstream.start();
        var http = new JsonPoster(OutboundOptions.plain())) {
      service.always(Scripts.redirect(307, "/elsewhere"));
      var outcome =
          new Webhook(transport(http)).test(settings(service.uri() + "/", AlertFormat.JSON), NOW);
      assertThat(outcome.delivered()).isFalse();
      assertThat(service.requests()).hasSize(1);
    }
  }

  @Test
  void a_message_is_tried_three_times_and_the_next_one_goes_out_after_it() throws Exception {
    try (var service = ScriptedUpstream.start();
        var http = new JsonPoster(OutboundOptions.plain());
        var delivery = new NotificationQueue(new Webhook(transport(http)), Duration.ofMillis(1))) {
      service.always(Scripts.json("{}"));
      service.next(
          Scripts.json(503, "{}"),
          Scripts.reset(),
          Scripts.json(500, "{}"),
          Scripts.json(429, "{}"));
      var settings = settings(service.uri() + "/", AlertFormat.JSON);
      delivery.send(settings, NOTICE);
      Await.until("it is given up", () -> delivery.lost() == 1);
      assertThat(service.requests()).hasSize(3);
      delivery.send(settings, NOTICE);
      Await.until("the next one arrives", () -> delivery.sent() == 1);
      assertThat(service.requests()).hasSize(5);
      assertThat(delivery.lost()).isOne();
    }
  }

  @Test
  void a_webhook_that_hangs_holds_up_a_bounded_number_of_messages_and_no_stop() throws Exception {
    try (var service = ScriptedUpstream.start();
        var http = new JsonPoster(OutboundOptions.plain())) {
      service.always(Scripts.stall());
      var settings = settings(service.uri() + "/", AlertFormat.JSON);
      long begun = System.nanoTime();
      try (var delivery =
          new NotificationQueue(new Webhook(transport(http)), Duration.ofMillis(1))) {
        delivery.send(settings, NOTICE);
        service.take();
        for (int i = 0; i < 103; i++) delivery.send(settings, NOTICE);
        assertThat(delivery.lost()).isEqualTo(3);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }
  }
}
