package io.llmcallgateway.admin;

import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.route.ModelNames;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `GET /v1/models`: the names that a client may send, as OpenAI lists models.
public final class ModelPages {
  /// The gateway's own start of time for `created`, since catalogues do not tell.
  private final long created;

  private final Models models;

  /// The names of the moment; may ask providers for their lists.
  public interface Models {
    List<ModelNames.Listed> list() throws InterruptedException;

    /// A listed name, or another one that would be routed.
    Optional<ModelNames.Listed> find(String id) throws InterruptedException;
  }

  public ModelPages(Models models, long created) {
    this.models = models;
    this.created = created;
  }

  public List<Route> routes() {
    var routes = new ArrayList<Route>();
    for (var prefix : List.of("/v1", "")) {
      routes.add(new Route("GET", prefix + "/models", Route.Access.KEY, this::list));
      var one = prefix + "/models/";
      routes.add(new Route("GET", one + "{id}", Route.Access.KEY, call -> show(call, one)));
    }
    return routes;
  }

  private void list(HttpCall call) throws IOException, InterruptedException {
    var page = Json.MAPPER.createObjectNode();
    page.put("object", "list");
    var data = page.putArray("data");
    for (var model : models.list()) data.add(node(model));
    call.json(200, Json.MAPPER.writeValueAsBytes(page));
  }

  private void show(HttpCall call, String prefix) throws IOException, InterruptedException {
    var id = call.rest(prefix);
    var model = models.find(id);
    if (model.isPresent()) {
      call.json(200, Json.MAPPER.writeValueAsBytes(node(model.get())));
      return;
    }
    throw new GatewayException(
        Failure.of(
                Failure.Kind.MODEL_NOT_FOUND,
                "The model '" + id + "' does not exist here; GET /v1/models lists what there is.")
            .withParam("model"));
  }

  private ObjectNode node(ModelNames.Listed model) {
    var node = Json.MAPPER.createObjectNode();
    node.put("id", model.id());
    node.put("object", "model");
    node.put("created", created);
    node.put("owned_by", model.ownedBy());
    return node;
  }
}
