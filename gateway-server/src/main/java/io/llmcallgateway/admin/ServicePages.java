package io.llmcallgateway.admin;

import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// What the service is and whether it is well: `/` and `/health`.
public final class ServicePages {
  private final String version;
  private final BooleanSupplier ready;

  /// @param ready whether the gateway takes calls
  public ServicePages(String version, BooleanSupplier ready) {
    this.version = version;
    this.ready = ready;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", "/", Route.Access.OPEN, this::root),
        new Route("GET", "/health", Route.Access.OPEN, this::readiness),
        new Route("GET", "/health/live", Route.Access.OPEN, call -> status(call, 200, "alive")),
        new Route("GET", "/health/ready", Route.Access.OPEN, this::readiness));
  }

  private void root(HttpCall call) throws IOException {
    var page = Json.MAPPER.createObjectNode();
    page.put("service", "LLMCallGateway");
    page.put("version", version);
    page.put("status", ready.getAsBoolean() ? "running" : "stopping");
    page.put("docs", "/docs");
    call.json(200, Json.MAPPER.writeValueAsBytes(page));
  }

  private void readiness(HttpCall call) throws IOException {
    if (ready.getAsBoolean()) status(call, 200, "healthy");
    else status(call, 503, "stopping");
  }

  private void status(HttpCall call, int status, String text) throws IOException {
    var body = Map.of("status", text, "version", version);
    call.json(status, Json.MAPPER.writeValueAsBytes(body));
  }
}
