package io.llmcallgateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.relay.Relay;
import io.llmcallgateway.upload.UploadFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Makes the routes of calls for the clients of all dialects.
public final class ClientRoutes {
  private final Relay relay;
  private final BodyReader bodies;
  private final UploadReader uploads;

  public ClientRoutes(Relay relay, ServerOptions options, UploadFolder folder) {
    this.relay = relay;
    this.bodies = BodyReader.of(options);
    this.uploads = new UploadReader(folder, options);
  }

  /// Returns the routes of all dialects that have a client side.
  public List<Route> of(Collection<DialectModule> modules) {
    var routes = new ArrayList<Route>();
    for (var module : modules) {
      var dialect = module.client();
      if (dialect != null) add(module, dialect, routes);
    }
    return List.copyOf(routes);
  }

  private void add(DialectModule module, Dialect dialect, List<Route> routes) {
    for (var route : module.routes()) {
      var access = route.keyInQuery() ? Route.Access.KEY_ALSO_IN_QUERY : Route.Access.KEY;
      var endpoint = new CallEndpoint(route, dialect, relay, bodies, uploads);
      routes.add(new Route("POST", route.path(), route.verbs(), access, endpoint, dialect));
    }
    for (var path : module.droppedPaths()) {
      routes.add(new Route("POST", path, Route.Access.KEY, ClientRoutes::drop));
    }
  }

  private static void drop(HttpCall call) throws IOException, InterruptedException {
    UnreadBody.drain(call.request());
    call.json(200, "{}".getBytes(UTF_8));
  }
}
