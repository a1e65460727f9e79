package io.llmcallgateway.api.admin.playground;

import io.llmcallgateway.api.client.CostEstimator;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.http.BodyReader;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.model.Caller;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.relay.Relay;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// Serves the calls that the console makes, which go the way of all calls: they are routed,
/// recorded and priced, under a key id of their own.
public final class PlaygroundPages {
  /// The key id of calls that the console makes.
  static final String KEY_ID = "console";

  private static final String TRY = "/admin/api/try";
  private static final int MOST_AT_ONCE = 4;
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Map<DialectId, DialectModule> modules = new EnumMap<>(DialectId.class);
  private final Relay relay;
  private final BodyReader bodies;
  private final CostEstimator estimator;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  public PlaygroundPages(
      Collection<DialectModule> modules, Relay relay, BodyReader bodies, CostEstimator estimator) {
    for (var module : modules) this.modules.put(module.id(), module);
    this.relay = relay;
    this.bodies = bodies;
    this.estimator = estimator;
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(
        new Route("POST", TRY, Route.Access.KEY, this::attempt),
        new Route("POST", TRY + "/estimate", Route.Access.KEY, this::estimate));
  }

  /// A request as the gateway's own way of calls takes it.
  private record Trial(Inbound call, Dialect dialect) {}

  private void attempt(HttpCall call) throws IOException, InterruptedException {
    var asked = TrialRequest.read(bodies.read(call));
    var trial = trial(call, asked);
    if (asked.mostNanos() >= 0) requireCheap(trial, asked.mostNanos());
    if (!places.tryAcquire()) throw busy();
    try {
      var more =
          Headers.of("x-gateway-call-id", call.id().text()).with("cache-control", "no-store");
      call.relay(trial.call(), trial.dialect(), relay, more);
    } finally {
      places.release();
    }
  }

  private Trial trial(HttpCall call, TrialRequest asked) {
    var module = modules.get(asked.dialect());
    var dialect = module == null ? null : module.client();
    if (module == null || dialect == null) {
      throw TrialRequest.invalid("No client speaks this dialect.", "dialect");
    }
    var routed = TrialRoute.of(module, asked.model(), asked.stream());
    var caller = Caller.within(KEY_ID, call.clientAddress(), call.header("user-agent"));
    var inbound =
        new Inbound(
            call.id(),
            routed.operation(),
            routed.parameters(),
            Headers.NONE,
            asked.body(),
            null,
            false,
            System.nanoTime(),
            caller);
    var replayed = asked.replayOf();
    if (replayed != null) inbound = inbound.replaying(replayed);
    return new Trial(withModel(inbound, dialect, asked), dialect);
  }

  /// Returns the request with the model that is asked instead of its own.
  private static Inbound withModel(Inbound call, Dialect dialect, TrialRequest asked) {
    if (asked.model() == null) return call;
    var span = dialect.facts(call).modelSpan();
    if (span == null) return call;
    return call.with(call.body().splice(span, Json.string(asked.model())));
  }

  /// Refuses a call that may cost more than it is allowed to, or whose cost cannot be told.
  private void requireCheap(Trial trial, long mostNanos) throws InterruptedException {
    var estimate = estimate(trial);
    var most = estimate.most();
    if (most != null && most.priced() && most.nanos() <= mostNanos) return;
    var allowed = Cost.dollars(mostNanos);
    var why =
        most == null || !most.priced()
            ? "What this call costs is not known beforehand; limit its answer, or leave max_usd out."
            : "This call may cost $" + most.dollars() + ", more than the $" + allowed + " allowed.";
    throw TrialRequest.invalid(why, "max_usd");
  }

  private CostEstimator.Estimate estimate(Trial trial) throws InterruptedException {
    var facts = trial.dialect().facts(trial.call());
    var request = trial.dialect().readRequest(trial.call(), facts);
    return estimator.estimate(facts.model(), request, -1);
  }

  private void estimate(HttpCall call) throws IOException, InterruptedException {
    var estimate = estimate(trial(call, TrialRequest.read(bodies.read(call))));
    var cost = estimate.cost();
    var document = Json.MAPPER.createObjectNode();
    document.put("provider", estimate.target().provider().id());
    document.put("model_sent", estimate.target().model());
    document.put("input_tokens", estimate.prompt());
    if (estimate.completion() >= 0) document.put("output_tokens", estimate.completion());
    document.put("priced", cost.priced());
    if (cost.priced()) {
      document.put("nano_usd", cost.nanos());
      document.put("cost_usd", cost.dollars());
      document.put("exact", estimate.most() != null);
    }
    call.json(200, Json.MAPPER.writeValueAsBytes(document));
  }

  private static GatewayException busy() {
    return new GatewayException(
        Failure.of(
                Failure.Kind.RATE_LIMITED,
                "The console makes " + MOST_AT_ONCE + " calls already; wait for one to end.")
            .withRetryAfter(RETRY));
  }
}
