package io.llmcallgateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.StatefulDialect;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.Relay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The paths by which clients of each dialect come in. A client's base URL may end with `/v1` or
/// not, so each path is also found with and without it.
public final class ClientRoutes {
  private final Relay relay;
  private final BodyReader bodies;
  private final List<Route> routes = new ArrayList<>();

  public ClientRoutes(Relay relay, ServerOptions options) {
    this.relay = relay;
    this.bodies = BodyReader.of(options);
  }

  public ClientRoutes openAi(Dialect dialect) {
    add(dialect, Operation.CHAT, "/v1/chat/completions", "/chat/completions");
    add(dialect, Operation.COMPLETION, "/v1/completions", "/completions");
    add(dialect, Operation.EMBEDDING, "/v1/embeddings", "/embeddings");
    return this;
  }

  public <D extends Dialect & StatefulDialect> ClientRoutes responses(D dialect) {
    add(dialect, Operation.CHAT, "/v1/responses", "/responses");
    add(dialect, Operation.COUNT_TOKENS, "/v1/responses/input_tokens", "/responses/input_tokens");
    for (var prefix : List.of("/v1/responses/", "/responses/")) {
      var stored = new StoredAnswers(prefix, dialect, relay.memory());
      for (var method : List.of("GET", "DELETE")) {
        routes.add(new Route(method, prefix + "{id}", Route.Access.KEY, stored, dialect));
      }
    }
    return this;
  }

  public ClientRoutes anthropic(Dialect dialect) {
    add(dialect, Operation.CHAT, "/v1/messages", "/messages", "/v1/v1/messages");
    add(
        dialect,
        Operation.COUNT_TOKENS,
        "/v1/messages/count_tokens",
        "/messages/count_tokens",
        "/v1/v1/messages/count_tokens");
    routes.add(
        new Route("POST", "/api/event_logging/batch", Route.Access.KEY, ClientRoutes::passOver));
    return this;
  }

  /// Claude Code tells its maker how it is used at its base URL; a gateway keeps that to itself,
  /// and an error would have it sent again and again.
  private static void passOver(HttpCall call) throws IOException, InterruptedException {
    UnreadBody.drain(call.request());
    call.json(200, "{}".getBytes(UTF_8));
  }

  public ClientRoutes gemini(Dialect dialect) {
    var endpoint = new CallEndpoint(ModelPathParsers.gemini(), dialect, relay, bodies);
    for (var prefix : List.of(ModelPathParsers.GEMINI, "/v1/models/", "/v1/v1beta/models/")) {
      routes.add(
          new Route("POST", prefix + "{id}", Route.Access.KEY_ALSO_IN_QUERY, endpoint, dialect));
    }
    return this;
  }

  public ClientRoutes bedrock(Dialect dialect) {
    for (var prefix : List.of("/model/", "/v1/model/")) {
      var endpoint = new CallEndpoint(ModelPathParsers.bedrock(prefix), dialect, relay, bodies);
      routes.add(new Route("POST", prefix + "{id}", Route.Access.KEY, endpoint, dialect));
    }
    return this;
  }

  public ClientRoutes cohere(Dialect dialect) {
    add(dialect, Operation.CHAT, "/v2/chat", "/v1/v2/chat");
    return this;
  }

  public List<Route> routes() {
    return List.copyOf(routes);
  }

  private void add(Dialect dialect, Operation operation, String... paths) {
    var endpoint = new CallEndpoint(RouteParser.of(operation), dialect, relay, bodies);
    for (var path : paths) {
      routes.add(new Route("POST", path, Route.Access.KEY, endpoint, dialect));
    }
  }
}
