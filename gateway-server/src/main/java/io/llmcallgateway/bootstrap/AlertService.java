package io.llmcallgateway.bootstrap;

import io.llmcallgateway.alert.Alerts;
import io.llmcallgateway.alert.WebhookTransport;
import io.llmcallgateway.config.SettingsSource;
import io.llmcallgateway.metrics.CallMetrics;
import io.llmcallgateway.upstream.JsonPoster;
import io.llmcallgateway.upstream.OutboundOptions;
import java.time.Clock;

/// The gateway's alerts, connected to the journal and to the HTTP client that posts them.
public final class AlertService implements AutoCloseable {
  private final JsonPoster http;
  private final Alerts alerts;

  /// Starts the alerts. Call it before the journal is started, so that no call is missed.
  static AlertService start(
      SettingsSource settings,
      OutboundOptions outside,
      JournalService journal,
      CallMetrics metrics,
      Clock clock) {
    var service = new AlertService(settings, outside, journal, clock);
    service.alerts.count(metrics);
    journal.listen(service.alerts);
    service.alerts.start();
    return service;
  }

  private AlertService(
      SettingsSource settings, OutboundOptions outside, JournalService journal, Clock clock) {
    http = new JsonPoster(outside);
    alerts =
        new Alerts(
            () -> settings.current().alerts(), journal, journal.journal(), transport(http), clock);
  }

  /// Returns a transport that posts webhooks with an HTTP client.
  public static WebhookTransport transport(JsonPoster http) {
    return (to, json, most) -> {
      var reply = http.post(to, json, most);
      return new WebhookTransport.Response(reply.status(), reply.body());
    };
  }

  @Override
  public void close() {
    try (http) {
      alerts.close();
    }
  }
}
