package io.llmcallgateway.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.config.AlertSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Posts single messages to a webhook, without retries.
public final class Webhook {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_SHOWN = 300;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final WebhookTransport transport;

  public Webhook(WebhookTransport transport) {
    this.transport = transport;
  }

  /// The outcome of a try to deliver a message.
  ///
  /// @param again whether another try may succeed
  /// @param answer the service's answer, or the reason why there is none; contains no secret
  public record Outcome(boolean delivered, boolean again, String answer) {}

  /// Sends a test message. A webhook must be configured.
  public Outcome test(AlertSettings settings, Instant now) throws InterruptedException {
    return post(
        settings,
        new AlertNotification(
            "test", AlertNotification.State.TEST, AlertMessages.test(settings), now));
  }

  Outcome post(AlertSettings settings, AlertNotification notice) throws InterruptedException {
    var webhook = settings.webhook();
    if (webhook == null) return new Outcome(false, false, "no webhook is configured");
    try {
      var reply = transport.post(URI.create(webhook.reveal()), json(settings, notice), PATIENCE);
      int status = reply.status();
      var answer = "status " + status + shown(settings, reply.body());
      if (status / 100 == 2) return new Outcome(taken(settings, reply.body()), false, answer);
      return new Outcome(false, status >= 500 || status == 429 || status == 408, answer);
    } catch (IOException e) {
      return new Outcome(
          false, true, "no answer" + shown(settings, String.valueOf(e.getMessage())));
    }
  }

  /// Returns the message as JSON in the service's format.
  static byte[] json(AlertSettings settings, AlertNotification notice) {
    return String.format(
            Locale.ROOT,
            settings.format().template(),
            quoted(notice.text()),
            quoted(notice.alert()),
            quoted(notice.state().text()),
            quoted(notice.time().toString()))
        .getBytes(UTF_8);
  }

  private static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }

  /// True if the code in the answer's body says success too, or the service has no such code.
  private static boolean taken(AlertSettings settings, String body) {
    var code = settings.format().code();
    if (code == null) return true;
    try {
      return JSON.readTree(body).path(code).asInt(0) == 0;
    } catch (JacksonException _) {
      return true; // the status was a success
    }
  }

  private static String shown(AlertSettings settings, String text) {
    var plain = text;
    for (var secret : settings.secrets()) plain = plain.replace(secret.reveal(), "****");
    plain = plain.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    if (plain.isEmpty()) return "";
    return ": " + (plain.length() > MOST_SHOWN ? plain.substring(0, MOST_SHOWN) + "…" : plain);
  }
}
