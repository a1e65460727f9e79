package io.llmcallgateway.api.client;

import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.route.ModelNames;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Serves the model names that a client may send: `GET /v1/models` in the format of OpenAI, or of
/// Anthropic for its clients, and `GET /v1beta/models` in the format of Gemini.
public final class ModelPages {
  private static final String GEMINI = "/v1beta/models/";
  private static final List<String> GEMINI_METHODS =
      List.of("generateContent", "streamGenerateContent", "countTokens", "embedContent");

  /// The `created` time of all models, since catalogues do not have one.
  private final long created;

  private final Models models;

  /// Finds the present model names. May request the lists of providers.
  public interface Models {
    List<ModelNames.Listed> list();

    /// Finds a listed name, or another name that would be routed.
    Optional<ModelNames.Listed> find(String id);
  }

  /// @param created the time reported for all models, in epoch seconds
  public ModelPages(Models models, long created) {
    this.models = models;
    this.created = created;
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    var routes = new ArrayList<Route>();
    for (var prefix : List.of("/v1", "")) {
      routes.add(new Route("GET", prefix + "/models", Route.Access.KEY, this::list));
      var one = prefix + "/models/";
      routes.add(new Route("GET", one + "{id}", Route.Access.KEY, call -> show(call, one)));
    }
    routes.add(
        new Route("GET", "/v1beta/models", Route.Access.KEY_ALSO_IN_QUERY, this::listForGemini));
    routes.add(
        new Route("GET", GEMINI + "{id}", Route.Access.KEY_ALSO_IN_QUERY, this::showForGemini));
    return routes;
  }

  private void listForGemini(HttpCall call) throws IOException {
    var page = Json.MAPPER.createObjectNode();
    var data = page.putArray("models");
    for (var model : models.list()) data.add(geminiNode(model));
    call.json(200, Json.MAPPER.writeValueAsBytes(page));
  }

  private void showForGemini(HttpCall call) throws IOException {
    call.json(200, Json.MAPPER.writeValueAsBytes(geminiNode(find(call.rest(GEMINI)))));
  }

  private static ObjectNode geminiNode(ModelNames.Listed model) {
    var node = Json.MAPPER.createObjectNode();
    node.put("name", "models/" + model.id());
    node.put("displayName", model.id());
    var methods = node.putArray("supportedGenerationMethods");
    for (var method : GEMINI_METHODS) methods.add(method);
    return node;
  }

  /// True for clients of Anthropic, which send the version of its API.
  private static boolean isAnthropic(HttpCall call) {
    return call.header("anthropic-version") != null;
  }

  /// True for clients of Google, which send headers of their own for their name and key. The
  /// version in their base URL varies.
  private static boolean isGemini(HttpCall call) {
    return call.header("x-goog-api-key") != null || call.header("x-goog-api-client") != null;
  }

  private void listForAnthropic(HttpCall call) throws IOException {
    var all = models.list();
    var page = Json.MAPPER.createObjectNode();
    var data = page.putArray("data");
    for (var model : all) data.add(anthropicNode(model));
    page.put("has_more", false);
    page.put("first_id", all.isEmpty() ? null : all.getFirst().id());
    page.put("last_id", all.isEmpty() ? null : all.getLast().id());
    call.json(200, Json.MAPPER.writeValueAsBytes(page));
  }

  private ObjectNode anthropicNode(ModelNames.Listed model) {
    var node = Json.MAPPER.createObjectNode();
    node.put("type", "model");
    node.put("id", model.id());
    node.put("display_name", model.id());
    node.put("created_at", Instant.ofEpochSecond(created).toString());
    return node;
  }

  private void list(HttpCall call) throws IOException {
    if (isAnthropic(call)) {
      listForAnthropic(call);
      return;
    }
    if (isGemini(call)) {
      listForGemini(call);
      return;
    }
    var page = Json.MAPPER.createObjectNode();
    page.put("object", "list");
    var data = page.putArray("data");
    for (var model : models.list()) data.add(node(model));
    call.json(200, Json.MAPPER.writeValueAsBytes(page));
  }

  private void show(HttpCall call, String prefix) throws IOException {
    var model = find(call.rest(prefix));
    call.json(200, Json.MAPPER.writeValueAsBytes(node(model, call)));
  }

  private ObjectNode node(ModelNames.Listed model, HttpCall call) {
    if (isAnthropic(call)) return anthropicNode(model);
    return isGemini(call) ? geminiNode(model) : node(model);
  }

  private ModelNames.Listed find(String id) {
    var model = models.find(id);
    if (model.isPresent()) return model.get();
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
