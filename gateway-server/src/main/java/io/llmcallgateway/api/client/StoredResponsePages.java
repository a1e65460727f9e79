package io.llmcallgateway.api.client;

import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.dialect.StatefulDialect;
import io.llmcallgateway.dialect.StoredCalls;
import io.llmcallgateway.http.Endpoint;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Serves `GET` and `DELETE` of `/v1/responses/{id}` for stored answers of dialects whose clients
/// refer to them.
public final class StoredResponsePages {
  private static final String INPUT = "/input_items";

  private final StoredCalls stored;

  public StoredResponsePages(StoredCalls stored) {
    this.stored = stored;
  }

  /// Returns the routes of these pages.
  public List<Route> routes(Collection<DialectModule> modules) {
    var routes = new ArrayList<Route>();
    for (var module : modules) {
      var client = module.client();
      if (!(client instanceof StatefulDialect dialect)) continue;
      for (var prefix : module.storedAnswerPaths()) {
        for (var method : List.of("GET", "DELETE")) {
          Endpoint answer = call -> call.json(200, answer(call, prefix, dialect).toByteArray());
          routes.add(new Route(method, prefix + "{id}", Route.Access.KEY, answer, client));
        }
      }
    }
    return routes;
  }

  private Body answer(HttpCall call, String prefix, StatefulDialect dialect) {
    var rest = call.rest(prefix);
    boolean delete = call.method().equals("DELETE");
    if (rest.endsWith(INPUT) && !delete) {
      var id = rest.substring(0, rest.length() - INPUT.length());
      return dialect.storedInput(id, call.keyId(), call.queries(), stored);
    }
    if (rest.indexOf('/') >= 0) {
      throw new GatewayException(
          Failure.of(
              Failure.Kind.UNKNOWN_PATH,
              "Unknown path: "
                  + call.method()
                  + " "
                  + call.path()
                  + ". See /docs for what there is."));
    }
    if (delete) return dialect.forget(rest, call.keyId(), stored);
    return dialect.stored(rest, call.keyId(), call.queries(), stored);
  }
}
