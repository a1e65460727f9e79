package io.llmcallgateway.relay;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.ModelGroup;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.StoredCalls;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.dialect.anthropic.AnthropicDialect;
import io.llmcallgateway.dialect.openai.OpenAiDialect;
import io.llmcallgateway.journal.PayloadPolicy;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.meter.Pricing;
import io.llmcallgateway.meter.Tokenizer;
import io.llmcallgateway.metrics.CallMetrics;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ErrorRedactor;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.relay.call.CallSnapshot;
import io.llmcallgateway.relay.operation.OperationHandlers;
import io.llmcallgateway.relay.record.CallObservers;
import io.llmcallgateway.relay.record.MetricsObserver;
import io.llmcallgateway.relay.translation.MissingEndpoints;
import io.llmcallgateway.relay.translation.Translator;
import io.llmcallgateway.route.Router;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.route.TargetHealth;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A relay over a scripted upstream, with no server and no network. The group `all` has three
/// targets: two that speak OpenAI's format, `a` and `b`, and `c` that speaks Anthropic's.
final class RelayKit {
  static final OpenAiDialect OPENAI = new OpenAiDialect();
  private static final AnthropicDialect ANTHROPIC = new AnthropicDialect();
  private static final BuiltInData BUILT_IN = BuiltInData.load();

  final FakeUpstream upstream = new FakeUpstream();
  final RecordedCalls calls = new RecordedCalls();
  final CallMetrics metrics = new CallMetrics(() -> 0, _ -> true);
  final ByteBudget budget = new ByteBudget(64 << 20);
  final Snapshot snapshot = new Snapshot(catalog());

  /// A configuration that keeps everything and prices nothing.
  record Snapshot(Catalog catalog) implements CallSnapshot {
    @Override
    public Pricing pricing() {
      return (_, _, _, _, _) -> Cost.UNKNOWN;
    }

    @Override
    public PayloadPolicy payloadPolicy(String model, String key) {
      return PayloadPolicy.FULL;
    }

    @Override
    public int payloadLimit() {
      return 1 << 20;
    }

    @Override
    public Duration requestTimeout() {
      return Duration.ofSeconds(20);
    }

    @Override
    public @Nullable Duration firstTokenTimeout(String routedAs, Target target) {
      return null;
    }

    @Override
    public boolean costInStreams() {
      return false;
    }

    @Override
    public String digest() {
      return "0123";
    }
  }

  private static Catalog catalog() {
    var entries = new ArrayList<Catalog.Entry>();
    entries.add(new Catalog.Entry(provider("a", DialectId.OPENAI), null, "none"));
    entries.add(new Catalog.Entry(provider("b", DialectId.OPENAI), null, "none"));
    entries.add(new Catalog.Entry(provider("c", DialectId.ANTHROPIC), null, "none"));
    var members = new ArrayList<ModelGroup.Member>();
    for (var id : List.of("a", "b", "c")) members.add(new ModelGroup.Member(id, "m", 1));
    var group = new ModelGroup("all", members, ModelGroup.Strategy.ORDERED, List.of(), false);
    return new Catalog(BUILT_IN, entries, List.of(), null, List.of(group), List.of());
  }

  private static Provider provider(String id, DialectId dialect) {
    return new Provider(
        id,
        dialect,
        "http://127.0.0.1:1",
        ProviderAuth.BEARER,
        null,
        Map.of(),
        Set.of(),
        List.of(),
        Map.of());
  }

  Relay relay(OperationHandlers handlers) {
    var health = new TargetHealth(InstantSource.system());
    return new Relay(
        () -> snapshot,
        new Router(health, _ -> List.of(), Random::new),
        translator(),
        handlers,
        upstream,
        health,
        new CallObservers(List.of(calls, new MetricsObserver(metrics))),
        metrics,
        new ErrorRedactor(text -> text, () -> false),
        new NothingStored(),
        Duration.ofSeconds(15),
        InstantSource.system());
  }

  static Translator translator() {
    return new Translator(
        provider -> provider.dialect() == DialectId.ANTHROPIC ? ANTHROPIC : OPENAI,
        (part, _, _) -> part,
        new MissingEndpoints());
  }

  /// Serves a call by the real handlers.
  FakeClient serve(String request) throws InterruptedException {
    return serve(relay(OperationHandlers.all(new Tokenizer())), request, new FakeClient());
  }

  FakeClient serve(Relay relay, String request, FakeClient client) throws InterruptedException {
    try (var held = budget.open()) {
      relay.serve(inbound(request), OPENAI, client, held);
    }
    return client;
  }

  static Inbound inbound(String request) {
    return new Inbound(
        CallId.next(InstantSource.system(), new Random()),
        Operation.CHAT,
        UrlParameters.NONE,
        Headers.NONE,
        Body.utf8(request),
        null,
        false,
        System.nanoTime());
  }

  static String chat(boolean stream) {
    return """
    {"model":"all","stream":%s,"messages":[{"role":"user","content":"say it 说吧"}]}
    """
        .formatted(stream);
  }

  private static final class NothingStored implements StoredCalls {
    @Override
    public boolean keeps(String model) {
      return false;
    }

    @Override
    public @Nullable EndedCall call(CallId id) {
      return null;
    }

    @Override
    public @Nullable EndedCall answered(String id) {
      return null;
    }

    @Override
    public void forget(CallId id) {}

    @Override
    public int mostBytes() {
      return 0;
    }
  }
}
