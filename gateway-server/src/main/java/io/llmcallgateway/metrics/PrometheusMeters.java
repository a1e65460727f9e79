package io.llmcallgateway.metrics;

import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/// The meters that Prometheus scrapes. They are cached by the values that they count, since finding
/// a meter by its tags costs more than counting. The values of labels are bounded.
final class PrometheusMeters {
  private static final String PREFIX = "llmcallgateway.";
  private static final int MOST_MODELS = 200;
  private static final String TEXT = "text/plain";
  private static final Duration[] BUCKETS =
      DoubleStream.of(0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60, 120)
          .mapToObj(seconds -> Duration.ofMillis(Math.round(seconds * 1_000)))
          .toArray(Duration[]::new);

  private static final Duration[] OWN_BUCKETS =
      LongStream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 1_000_000)
          .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /// The model names from clients with which a provider has answered.
  private final BoundedLabels proven = new BoundedLabels(MOST_MODELS);

  private final ConfiguredModels configured;

  /// The labels of configured models, at most as many as the configuration has.
  private final Map<String, String> models = new ConcurrentHashMap<>();

  private final Map<String, ProviderMeters> providers = new ConcurrentHashMap<>();
  private final Map<CallKey, Counter> calls = new ConcurrentHashMap<>();
  private final Map<TokenKey, TokenMeters> tokens = new ConcurrentHashMap<>();
  private final Map<TokenKey, CostMeters> costs = new ConcurrentHashMap<>();
  private final Map<Failure.Kind, Counter> rejected = new ConcurrentHashMap<>();

  /// The counters' measurements, to which the registry has only weak references.
  private final List<CallMetrics.Measurement> counted = new CopyOnWriteArrayList<>();

  private final AtomicBoolean scraped = new AtomicBoolean();

  private record CallKey(String provider, String model, CallRecord.State state, int status) {}

  private record TokenKey(String provider, String model) {}

  private record ProviderMeters(String label, Timer latency, Timer firstToken, Timer own) {}

  private record CostMeters(Counter dollars, Counter unpriced) {}

  private record TokenMeters(Counter input, Counter output, Counter cached, Counter reasoning) {}

  PrometheusMeters(ConfiguredModels configured) {
    this.configured = configured;
  }

  private String model(CallRecord call) {
    var asked = call.models().asked();
    if (configured.names(asked)) return models.computeIfAbsent(asked, PrometheusMeters::label);
    return proven.of(asked, call.state() == CallRecord.State.SUCCESS);
  }

  private ProviderMeters provider(CallRecord call) {
    var provider = call.models().provider();
    return providers.computeIfAbsent(provider == null ? "none" : provider, this::providerMeters);
  }

  /// Counts a call, and its usage and cost unless they are still to be estimated.
  void ended(CallRecord call, boolean estimating) {
    var meters = provider(call);
    var model = model(call);
    var key = new CallKey(meters.label(), model, call.state(), call.status());
    calls.computeIfAbsent(key, this::callCounter).increment();
    meters.latency().record(call.timing().total(), TimeUnit.MICROSECONDS);
    if (call.timing().firstToken() >= 0) {
      meters.firstToken().record(call.timing().firstToken(), TimeUnit.MICROSECONDS);
    }
    meters.own().record(call.timing().own(), TimeUnit.MICROSECONDS);
    if (!estimating) used(call);
  }

  /// Counts the usage and cost of a call.
  void used(CallRecord call) {
    var key = new TokenKey(provider(call).label(), model(call));
    cost(key, call);
    var usage = call.usage();
    if (usage != null) tokens(key, usage);
  }

  private void tokens(TokenKey key, Usage usage) {
    var meters = tokens.computeIfAbsent(key, this::tokenMeters);
    meters.input().increment((double) usage.promptTokens());
    meters.output().increment((double) usage.completionTokens());
    meters.cached().increment((double) usage.cacheRead());
    meters.reasoning().increment((double) usage.reasoning());
  }

  /// Counts the cost by the prices at the call's end. Later repricing does not change it.
  private void cost(TokenKey key, CallRecord call) {
    var meters = costs.computeIfAbsent(key, this::costMeters);
    meters.dollars().increment(call.cost().nanos() / 1e9);
    boolean unknown = call.usage() != null && call.cost().state() == Cost.State.UNKNOWN;
    if (unknown) meters.unpriced().increment();
  }

  private CostMeters costMeters(TokenKey key) {
    return new CostMeters(
        costCounter(key, "cost.usd", "US dollars, by the prices at each call's end"),
        costCounter(key, "unpriced.requests", "Calls that used tokens whose price is not known"));
  }

  private Counter costCounter(TokenKey key, String name, String help) {
    return Counter.builder(PREFIX + name)
        .description(help)
        .tags(Tags.of("provider", key.provider(), "model", key.model()))
        .register(registry);
  }

  void rejected(Failure.Kind kind) {
    rejected.computeIfAbsent(kind, this::rejectedCounter).increment();
  }

  void gauge(String name, String help, CallMetrics.Measurement value) {
    Gauge.builder(PREFIX + name.replace('_', '.'), value, CallMetrics.Measurement::read)
        .description(help)
        .strongReference(true)
        .register(registry);
  }

  void counter(String name, String help, CallMetrics.Measurement value) {
    counted.add(value);
    FunctionCounter.builder(PREFIX + name.replace('_', '.'), value, CallMetrics.Measurement::read)
        .description(help)
        .register(registry);
  }

  String text() {
    if (!scraped.getAndSet(true)) ProcessMeters.bind(registry); // not part of a quick start
    return registry.scrape(TEXT);
  }

  private Counter callCounter(CallKey key) {
    return Counter.builder(PREFIX + "requests")
        .description("Calls that have ended")
        .tags(
            Tags.of(
                "provider", key.provider(),
                "model", key.model(),
                "outcome", key.state().name().toLowerCase(Locale.ROOT),
                "status", Integer.toString(key.status())))
        .register(registry);
  }

  private TokenMeters tokenMeters(TokenKey key) {
    return new TokenMeters(
        tokenCounter(key, "input"),
        tokenCounter(key, "output"),
        tokenCounter(key, "cached"),
        tokenCounter(key, "reasoning"));
  }

  private Counter tokenCounter(TokenKey key, String type) {
    return Counter.builder(PREFIX + "tokens")
        .description("Tokens as providers count them; input holds cached, output holds reasoning")
        .tags(Tags.of("provider", key.provider(), "model", key.model(), "type", type))
        .register(registry);
  }

  private Counter rejectedCounter(Failure.Kind kind) {
    return Counter.builder(PREFIX + "rejected.requests")
        .description("Requests refused before they became calls")
        .tag("kind", kind.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private ProviderMeters providerMeters(String provider) {
    var label = label(provider);
    return new ProviderMeters(
        label,
        timer("request.duration", "From acceptance to the last byte", label, BUCKETS),
        timer("time.to.first.token", "From acceptance to the first content", label, BUCKETS),
        timer("overhead", "The gateway's own share of a call", label, OWN_BUCKETS));
  }

  private Timer timer(String name, String help, String provider, Duration[] buckets) {
    return Timer.builder(PREFIX + name)
        .description(help)
        .tag("provider", provider)
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  /// Returns a label value without characters that dashboards cannot handle.
  static String label(String name) {
    var plain = new StringBuilder(name.length());
    name.codePoints()
        .map(c -> Character.isLetterOrDigit(c) || "-_./:@+".indexOf(c) >= 0 ? c : '_')
        .forEach(plain::appendCodePoint);
    return plain.isEmpty() ? "_" : plain.toString();
  }
}
