package io.llmcallgateway.api.admin.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.config.SettingOrigin;
import io.llmcallgateway.http.BodyReader;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// Serves `/admin/api/config`, the settings in force with their origins, and
/// `/admin/api/redaction`, which shows what would be left of a text.
public final class SettingsPages {
  /// The most bytes of a text whose redaction is shown.
  public static final int MOST_TEXT_BYTES = 256 << 10;

  private static final String MASKED = "[redacted]";

  private final ConfigurationInForce.Source source;
  private final ConfigurationInForce.TextMask mask;
  private final BodyReader bodies;
  private final String version;
  private final InstantSource clock;
  private final long started;

  /// @param bodies reads bodies of up to `MOST_TEXT_BYTES`
  public SettingsPages(
      ConfigurationInForce.Source source,
      ConfigurationInForce.TextMask mask,
      BodyReader bodies,
      String version,
      InstantSource clock) {
    this.source = source;
    this.mask = mask;
    this.bodies = bodies;
    this.version = version;
    this.clock = clock;
    this.started = clock.millis();
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(
        new Route("GET", "/admin/api/config", Route.Access.KEY, this::config),
        new Route("POST", "/admin/api/redaction", Route.Access.KEY, this::redaction));
  }

  private void config(HttpCall call) throws IOException {
    var now = source.current();
    var page = Json.MAPPER.createObjectNode();
    page.put("digest", now.digest()).put("version", version);
    page.put("uptime_ms", clock.millis() - started);
    page.put("data_dir", now.settings().dataDir().toString());
    if (now.reloadedAt() != null) page.put("reloaded_at", now.reloadedAt().toString());
    var settings = page.putArray("settings");
    for (var origin : now.origins()) put(origin, settings.addObject());
    var problems = page.putArray("problems");
    for (var problem : now.rejected()) {
      var one = problems.addObject();
      one.put("path", problem.path()).put("message", mask.mask(problem.message()));
      if (problem.line() > 0) one.put("line", problem.line());
    }
    var journal = now.settings().journal();
    var retention = page.putObject("retention");
    retention.put("calls_days", days(journal.retention().calls()));
    retention.put("payloads_days", days(journal.retention().payloads()));
    retention.put("size_bytes", journal.retention().bytes());
    var payloads = page.putObject("payloads");
    payloads.put("policy", journal.payloads().text());
    payloads.put("limit_bytes", journal.payloadLimit());
    var rules = payloads.putArray("redact");
    for (var rule : journal.redact()) rules.add(rule);
    var keys = payloads.putObject("keys");
    journal.keys().forEach((key, policy) -> keys.put(key, policy.text()));
    call.json(200, Json.MAPPER.writeValueAsBytes(page));
  }

  private void put(SettingOrigin origin, ObjectNode to) {
    to.put("section", origin.section()).put("name", origin.path());
    to.put("value", mask.mask(origin.value()));
    var place = origin.source();
    int colon = place.lastIndexOf(':');
    switch (place) {
      case "default", "flag" -> to.put("origin", place);
      case "environment" -> to.put("origin", "env");
      default -> {
        to.put("origin", "file").put("file", colon < 0 ? place : place.substring(0, colon));
        if (colon >= 0) to.put("line", Integer.parseInt(place.substring(colon + 1)));
      }
    }
  }

  private static long days(Duration time) {
    return time.toDays();
  }

  private void redaction(HttpCall call) throws IOException, InterruptedException {
    var given = text(bodies.read(call).toByteArray());
    var shown = source.current().redaction().shown(Body.utf8(given));
    var left = new String(shown.toByteArray(), UTF_8);
    var page = Json.MAPPER.createObjectNode();
    page.put("text", left).put("count", Math.max(0, times(left) - times(given)));
    call.json(200, Json.MAPPER.writeValueAsBytes(page));
  }

  private static int times(String text) {
    return text.split(Pattern.quote(MASKED), -1).length - 1;
  }

  private static String text(byte[] body) {
    try {
      var text = Json.MAPPER.readTree(body).path("text");
      if (text.isString()) return text.asString();
    } catch (JacksonException _) {
      // said below
    }
    throw new GatewayException(
        Failure.of(Failure.Kind.INVALID_REQUEST, "The body is to be {\"text\": \"…\"}.")
            .withParam("text"));
  }
}
