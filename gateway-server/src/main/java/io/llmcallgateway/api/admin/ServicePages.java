package io.llmcallgateway.api.admin;

import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/` and `/health`: what the service is, and whether it is well.
public final class ServicePages {
  private final String version;
  private final ReadinessSource readiness;

  /// Whether the gateway is to be sent calls, in one word, and why where it is not.
  ///
  /// @param reason for people; null where the word says it
  public record Readiness(boolean ready, String word, @Nullable String reason) {
    public static final Readiness READY = new Readiness(true, "healthy", null);

    /// Where one word says why.
    public static Readiness not(String word) {
      return new Readiness(false, word, null);
    }
  }

  /// The state of the moment.
  @FunctionalInterface
  public interface ReadinessSource {
    Readiness get();
  }

  public ServicePages(String version, ReadinessSource readiness) {
    this.version = version;
    this.readiness = readiness;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", "/", Route.Access.OPEN, this::root),
        new Route("GET", "/health", Route.Access.OPEN, this::readiness),
        new Route(
            "GET", "/health/live", Route.Access.OPEN, call -> status(call, 200, "alive", null)),
        new Route("GET", "/health/ready", Route.Access.OPEN, this::readiness));
  }

  private void root(HttpCall call) throws IOException {
    var page = Json.MAPPER.createObjectNode();
    page.put("service", "LLMCallGateway");
    page.put("version", version);
    var now = readiness.get();
    page.put("status", now.ready() ? "running" : now.word());
    page.put("docs", "/docs");
    call.json(200, Json.MAPPER.writeValueAsBytes(page));
  }

  private void readiness(HttpCall call) throws IOException {
    var now = readiness.get();
    status(call, now.ready() ? 200 : 503, now.word(), now.reason());
  }

  private void status(HttpCall call, int status, String word, @Nullable String reason)
      throws IOException {
    var body = Json.MAPPER.createObjectNode();
    body.put("status", word).put("version", version);
    if (reason != null) body.put("reason", reason);
    call.json(status, Json.MAPPER.writeValueAsBytes(body));
  }
}
