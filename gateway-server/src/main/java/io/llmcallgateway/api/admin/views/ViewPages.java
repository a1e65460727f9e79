package io.llmcallgateway.api.admin.views;

import io.llmcallgateway.api.admin.bodies.KeptCalls;
import io.llmcallgateway.api.admin.views.SavedViews.View;
import io.llmcallgateway.http.BodyReader;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Serves the views that were saved in the console, and keeps them.
public final class ViewPages {
  /// The largest view.
  public static final int MOST_BYTES = 4 << 10;

  private static final String PATH = "/admin/api/views";
  private static final String BELOW = PATH + "/";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final String JSON = "application/json; charset=utf-8";
  private static final Headers UNCACHED =
      Headers.of("x-content-type-options", "nosniff").with("cache-control", "no-store");

  private final SavedViews views;
  private final BodyReader bodies;

  /// @param bodies reads at most `MOST_BYTES`
  public ViewPages(Path dataDir, BodyReader bodies) {
    this.views = new SavedViews(dataDir);
    this.bodies = bodies;
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(
        new Route("GET", PATH, Route.Access.KEY, this::list),
        new Route("PUT", BELOW + "{id}", Route.Access.KEY, this::put),
        new Route("DELETE", BELOW + "{id}", Route.Access.KEY, this::remove));
  }

  private void list(HttpCall call) throws IOException {
    call.send(200, JSON, document(views.all()), UNCACHED);
  }

  private void put(HttpCall call) throws IOException, InterruptedException {
    var id = call.rest(BELOW);
    if (!ID.matcher(id).matches()) {
      throw invalid("id", "An id has letters, digits, - and _, 64 at most.");
    }
    var view = SavedViews.view(id, body(call));
    if (view.name().isBlank()) throw invalid("name", "A view needs a 'name'.");
    if (!views.put(view)) {
      throw invalid("id", "There are " + SavedViews.MOST + " views: delete one first.");
    }
    call.send(200, JSON, document(List.of(view)), UNCACHED);
  }

  private JsonNode body(HttpCall call) throws IOException, InterruptedException {
    try {
      var body = Json.MAPPER.readTree(bodies.read(call).toByteArray());
      if (body.isObject()) return body;
    } catch (JacksonException _) {
      // told below
    }
    throw invalid(null, "A view is a JSON object with 'name', 'query' and 'columns'.");
  }

  private void remove(HttpCall call) throws IOException {
    if (!views.remove(call.rest(BELOW))) {
      throw KeptCalls.unknown("There is no view of this id.");
    }
    call.send(204, JSON, new byte[0], UNCACHED);
  }

  static byte[] document(Collection<View> views) {
    var document = Json.MAPPER.createObjectNode();
    var array = document.putArray("views");
    for (var view : views) {
      var each = array.addObject();
      each.put("id", view.id()).put("name", view.name()).put("query", view.query());
      var columns = each.putArray("columns");
      view.columns().forEach(columns::add);
    }
    return Json.MAPPER.writeValueAsBytes(document);
  }

  private static GatewayException invalid(@Nullable String param, String message) {
    var failure = Failure.of(Failure.Kind.INVALID_REQUEST, message);
    return new GatewayException(param == null ? failure : failure.withParam(param));
  }
}
