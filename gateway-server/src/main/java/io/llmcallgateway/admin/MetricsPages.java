package io.llmcallgateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.telemetry.CallMetrics;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The metrics: JSON for people and scripts, Prometheus text for scrapers.
public final class MetricsPages {
  private static final int MOST_HOURS = 168;

  private final CallMetrics metrics;

  public MetricsPages(CallMetrics metrics) {
    this.metrics = metrics;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", "/metrics", Route.Access.METRICS, this::totals),
        new Route(
            "GET",
            "/metrics/models",
            Route.Access.METRICS,
            call -> call.json(200, metrics.models())),
        new Route("GET", "/metrics/trends", Route.Access.METRICS, this::trends),
        new Route("POST", "/admin/reset-metrics", Route.Access.KEY, this::reset));
  }

  private void totals(HttpCall call) throws IOException {
    if (!wantsPrometheus(call)) {
      call.json(200, metrics.totals());
      return;
    }
    var text = metrics.prometheus().getBytes(UTF_8);
    call.send(200, "text/plain; version=0.0.4; charset=utf-8", text);
  }

  /// A scraper says what it takes; a browser and curl do not, and get JSON.
  private static boolean wantsPrometheus(HttpCall call) {
    var format = call.query("format");
    if (format != null) return format.equals("prometheus");
    var accept = call.header("accept");
    if (accept == null || accept.contains("application/json")) return false;
    return accept.contains("openmetrics") || accept.contains("text/plain");
  }

  private void trends(HttpCall call) throws IOException {
    call.json(200, metrics.trends(hours(call.query("hours"))));
  }

  private static int hours(@Nullable String text) {
    if (text == null) return 24;
    try {
      int hours = Integer.parseInt(text);
      if (hours >= 1 && hours <= MOST_HOURS) return hours;
    } catch (NumberFormatException _) {
      // said below
    }
    throw new GatewayException(
        Failure.of(
                Failure.Kind.INVALID_REQUEST,
                "'hours' must be a whole number from 1 to " + MOST_HOURS + ".")
            .withParam("hours"));
  }

  private void reset(HttpCall call) throws IOException {
    metrics.reset();
    call.json(200, "{\"status\":\"ok\",\"message\":\"The totals start now.\"}".getBytes(UTF_8));
  }
}
