package io.llmcallgateway.api.admin.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.metrics.CallMetrics;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;

/// Serves the metrics: JSON for people and scripts, Prometheus text for scrapers.
public final class MetricsPages {
  private static final String RESET_FILE = "metrics-reset.json";

  private final CallMetrics live;
  private final JournalAccess journal;
  private final JournalMetrics metrics;

  /// @param live the metrics of the running process
  /// @param dataDir the folder that stores the last reset
  public MetricsPages(
      CallMetrics live, JournalAccess journal, Path dataDir, InstantSource clock, ZoneId zone)
      throws IOException {
    this.live = live;
    this.journal = journal;
    this.metrics = new JournalMetrics(live, journal, dataDir.resolve(RESET_FILE), clock, zone);
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(
        new Route("GET", "/metrics", Route.Access.METRICS, this::totals),
        new Route(
            "GET",
            "/metrics/models",
            Route.Access.METRICS,
            call -> serve(call, () -> metrics.models(MetricsQuery.models(call.queries())))),
        new Route(
            "GET",
            "/metrics/trends",
            Route.Access.METRICS,
            call -> serve(call, () -> metrics.trends(MetricsQuery.trends(call.queries())))),
        new Route("POST", "/admin/reset-metrics", Route.Access.KEY, this::reset));
  }

  private interface Document {
    byte[] write() throws IOException;
  }

  /// Serves a document. Turns a failure of the journal into an error answer, never into zeros.
  private void serve(HttpCall call, Document document) throws IOException {
    byte[] written;
    try {
      journal.settle();
      written = document.write();
    } catch (JournalException e) {
      throw new GatewayException(
          Failure.of(Failure.Kind.OVERLOADED, String.valueOf(e.getMessage())));
    }
    call.json(200, written);
  }

  private void totals(HttpCall call) throws IOException {
    if (!wantsPrometheus(call)) {
      serve(call, () -> metrics.totals(MetricsQuery.totals(call.queries())));
      return;
    }
    call.send(200, CallMetrics.PROMETHEUS_CONTENT_TYPE, live.prometheus().getBytes(UTF_8));
  }

  /// True if the request is one of a scraper, which names the format in `Accept`. Others get JSON.
  private static boolean wantsPrometheus(HttpCall call) {
    var format = call.query("format");
    if (format != null) return format.equals("prometheus");
    var accept = call.header("accept");
    if (accept == null || accept.contains("application/json")) return false;
    return accept.contains("openmetrics") || accept.contains("text/plain");
  }

  private void reset(HttpCall call) throws IOException {
    serve(
        call,
        () -> {
          metrics.reset();
          return "{\"status\":\"ok\",\"message\":\"The totals start now.\"}".getBytes(UTF_8);
        });
  }
}
