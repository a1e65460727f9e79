package io.llmcallgateway.api.client;

import io.llmcallgateway.dialect.ClientDialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.dialect.support.OpenAiErrorWriter;
import io.llmcallgateway.http.BodyReader;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Serves `POST /v1/cost/estimate`: the cost of a chat request on given models, without sending it.
public final class CostPages {
  private static final int MOST_MODELS = 50;
  private static final long MOST_TOKENS = 100_000_000;

  private final CostEstimator estimator;
  private final ClientDialect dialect;
  private final BodyReader bodies;
  private final Currency.Source display;

  /// @param dialect the dialect of chat completions
  public CostPages(
      CostEstimator estimator, ClientDialect dialect, BodyReader bodies, Currency.Source display) {
    this.estimator = estimator;
    this.dialect = dialect;
    this.bodies = bodies;
    this.display = display;
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(new Route("POST", "/v1/cost/estimate", Route.Access.KEY, this::estimate));
  }

  /// A parsed request for an estimate.
  ///
  /// @param completion the expected length of the answer in tokens, -1 if unknown
  private record Asked(List<String> models, ChatRequest request, long completion) {}

  private void estimate(HttpCall call) throws IOException, InterruptedException {
    var asked = read(call);
    var document = Json.MAPPER.createObjectNode();
    var estimates = document.putArray("estimates");
    for (var model : asked.models()) {
      try {
        estimates.add(estimate(model, asked));
      } catch (GatewayException e) {
        var error = OpenAiErrorWriter.of(e.failure());
        estimates.addObject().put("model", model).setAll(error);
      }
    }
    call.json(200, Json.MAPPER.writeValueAsBytes(document));
  }

  private Asked read(HttpCall call) throws IOException, InterruptedException {
    JsonNode root;
    try {
      root = Json.MAPPER.readTree(bodies.read(call).toByteArray());
    } catch (JacksonException e) {
      throw invalid("The request body is not valid JSON: " + e.getOriginalMessage(), null);
    }
    if (!(root instanceof ObjectNode object)) {
      throw invalid("The request body must be a JSON object.", null);
    }
    boolean wrapped = object.has("request");
    if (wrapped && !object.path("request").isObject()) {
      throw invalid("'request' must be a chat completions request.", "request");
    }
    var request = wrapped ? (ObjectNode) object.path("request") : object;
    var models = models(object, request);
    long completion = tokens(object);
    request.remove("models");
    request.remove("completion_tokens");
    request.put("model", models.getFirst());
    var body = Body.of(Json.MAPPER.writeValueAsBytes(request));
    var inbound =
        new Inbound(
            call.id(),
            Operation.CHAT,
            UrlParameters.NONE,
            Headers.NONE,
            body,
            null,
            false,
            System.nanoTime());
    return new Asked(models, dialect.readRequest(inbound, dialect.facts(inbound)), completion);
  }

  private static List<String> models(ObjectNode object, ObjectNode request) {
    var models = new ArrayList<String>();
    var given = object.path("models");
    if (given.isMissingNode()) {
      if (request.path("model").isString()) models.add(request.path("model").stringValue());
    } else if (given.isArray()) {
      for (var each : given) {
        if (!each.isString()) throw invalid("'models' must hold names of models.", "models");
        if (!models.contains(each.stringValue())) models.add(each.stringValue());
      }
    }
    if (models.isEmpty() || models.size() > MOST_MODELS) {
      throw invalid(
          "Name the models in 'models' (1 to "
              + MOST_MODELS
              + "), or one in the request's 'model'.",
          "models");
    }
    return models;
  }

  private static long tokens(ObjectNode object) {
    var given = object.path("completion_tokens");
    if (given.isMissingNode() || given.isNull()) return -1;
    long tokens = given.isIntegralNumber() ? given.longValue() : -1;
    if (tokens >= 0 && tokens <= MOST_TOKENS) return tokens;
    throw invalid("'completion_tokens' must be a whole number of tokens.", "completion_tokens");
  }

  private ObjectNode estimate(String model, Asked asked) throws InterruptedException {
    var estimate = estimator.estimate(model, asked.request(), asked.completion());
    var target = estimate.target();
    var document = Json.MAPPER.createObjectNode();
    document.put("model", model);
    document.put("provider", target.provider().id());
    document.put("model_sent", target.model());
    document.put("prompt_tokens", estimate.prompt());
    document.put("prompt", "estimated");
    if (estimate.completion() >= 0) document.put("completion_tokens", estimate.completion());
    document.put("completion", estimate.source().name().toLowerCase(Locale.ROOT));
    cost(document, estimate);
    return document;
  }

  private void cost(ObjectNode document, CostEstimator.Estimate estimate) {
    var least = estimate.least();
    var most = estimate.most();
    document.put("cost", estimate.cost().state().text());
    if (!least.priced()) return;
    document.put("min_usd", least.dollars());
    if (most != null && most.priced()) document.put("max_usd", most.dollars());
    var currency = display.current();
    if (currency.other()) {
      document.put("currency", currency.code());
      document.put("min_display", currency.amount(least.nanos()));
      if (most != null && most.priced()) {
        document.put("max_display", currency.amount(most.nanos()));
      }
    }
    document.put("prices", estimate.cost().prices());
    var lines = document.putArray("lines");
    for (var line : estimate.cost().lines()) {
      lines
          .addObject()
          .put("bucket", line.bucket().text())
          .put("count", line.count())
          .put("usd", Cost.dollars(line.nanos()));
    }
  }

  private static GatewayException invalid(String message, @Nullable String param) {
    var failure = Failure.of(Failure.Kind.INVALID_REQUEST, message);
    return new GatewayException(param == null ? failure : failure.withParam(param));
  }
}
