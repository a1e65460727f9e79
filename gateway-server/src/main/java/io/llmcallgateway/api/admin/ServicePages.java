package io.llmcallgateway.api.admin;

import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Serves `/` with the name and version of the service, to browsers as a way to the console, and
/// `/health` with its state.
public final class ServicePages {
  private final String version;
  private final ReadinessSource readiness;

  /// The readiness of the gateway for calls.
  ///
  /// @param word the state in one word
  /// @param reason an explanation for people, null if the word suffices
  public record Readiness(boolean ready, String word, @Nullable String reason) {
    public static final Readiness READY = new Readiness(true, "healthy", null);

    /// Returns a state in which the gateway is not ready, explained by its word.
    public static Readiness not(String word) {
      return new Readiness(false, word, null);
    }
  }

  /// Supplies the present state.
  @FunctionalInterface
  public interface ReadinessSource {
    Readiness get();
  }

  public ServicePages(String version, ReadinessSource readiness) {
    this.version = version;
    this.readiness = readiness;
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(
        new Route("GET", "/", Route.Access.OPEN, this::root),
        new Route("GET", "/health", Route.Access.OPEN, this::readiness),
        new Route(
            "GET", "/health/live", Route.Access.OPEN, call -> status(call, 200, "alive", null)),
        new Route("GET", "/health/ready", Route.Access.OPEN, this::readiness));
  }

  private void root(HttpCall call) throws IOException {
    if (call.accepted("accept").contains("text/html")) {
      var console = Headers.of("location", "/console/").with("cache-control", "no-store");
      call.send(302, "text/plain", new byte[0], console);
      return;
    }
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
