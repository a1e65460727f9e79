package io.llmcallgateway.api.client;

import io.llmcallgateway.dialect.ClientDialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.dialect.support.OpenAiErrorWriter;
import io.llmcallgateway.http.BodyReader;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.meter.Pricing;
import io.llmcallgateway.meter.TokenEstimate;
import io.llmcallgateway.meter.Tokenizer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.route.Plan;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Serves `POST /v1/cost/estimate`: the cost of a chat request on given models, without sending it.
public final class CostPages {
  private static final int MOST_MODELS = 50;
  private static final long MOST_TOKENS = 100_000_000;

  private final Questions questions;
  private final ClientDialect dialect;
  private final BodyReader bodies;
  private final Tokenizer tokenizer;
  private final Currency.Source display;
  private final InstantSource clock;

  /// The parts of the gateway that an estimate uses.
  ///
  /// @param plan finds the targets of a model name
  /// @param rules finds the rules of a target's model
  /// @param pricing prices the estimated usage
  public record Questions(Planner plan, RulesSource rules, Pricing pricing) {}

  /// Finds the targets to which a model name is routed.
  @FunctionalInterface
  public interface Planner {
    Plan plan(String model);
  }

  /// Finds the rules of a target's model.
  @FunctionalInterface
  public interface RulesSource {
    ModelRules rules(Target target);
  }

  /// @param dialect the dialect of chat completions
  public CostPages(
      Questions questions,
      ClientDialect dialect,
      BodyReader bodies,
      Tokenizer tokenizer,
      Currency.Source display,
      InstantSource clock) {
    this.questions = questions;
    this.dialect = dialect;
    this.bodies = bodies;
    this.tokenizer = tokenizer;
    this.display = display;
    this.clock = clock;
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
    var target = questions.plan().plan(model).targets().getFirst();
    var rules = questions.rules().rules(target);
    long prompt = TokenEstimate.of(asked.request(), rules.vocabulary(), tokenizer);
    var most = asked.request().maxTokens();
    long choices = Math.max(1, asked.request().choices());
    String completion;
    long said;
    if (asked.completion() >= 0) {
      completion = "given";
      said = asked.completion();
    } else if (most != null) {
      completion = "max_tokens";
      said = most * choices;
    } else if (rules.maxOutput() > 0) {
      completion = "assumed";
      said = rules.maxOutput() * choices;
    } else {
      completion = "unknown";
      said = -1;
    }
    var document = Json.MAPPER.createObjectNode();
    document.put("model", model);
    document.put("provider", target.provider().id());
    document.put("model_sent", target.model());
    document.put("prompt_tokens", prompt);
    document.put("prompt", "estimated");
    if (said >= 0) document.put("completion_tokens", said);
    document.put("completion", completion);
    cost(document, target, asked.request().serviceTier(), prompt, said);
    return document;
  }

  private void cost(
      ObjectNode document, Target target, @Nullable String tier, long prompt, long said) {
    long now = clock.millis();
    var least = cost(target, usage(prompt, 0, tier), now);
    var most = said < 0 ? null : cost(target, usage(prompt, said, tier), now);
    var shown = most == null ? least : most;
    document.put("cost", shown.state().text());
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
    document.put("prices", shown.prices());
    var lines = document.putArray("lines");
    for (var line : shown.lines()) {
      lines
          .addObject()
          .put("bucket", line.bucket().text())
          .put("count", line.count())
          .put("usd", Cost.dollars(line.nanos()));
    }
  }

  private Cost cost(Target target, Usage usage, long now) {
    return questions.pricing().cost(target.provider(), target.model(), null, usage, now);
  }

  private static Usage usage(long prompt, long said, @Nullable String tier) {
    return Usage.of(prompt, said).served(tier);
  }

  private static GatewayException invalid(String message, @Nullable String param) {
    var failure = Failure.of(Failure.Kind.INVALID_REQUEST, message);
    return new GatewayException(param == null ? failure : failure.withParam(param));
  }
}
