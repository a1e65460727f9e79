package io.llmcallgateway.store.sql;

import static java.util.Objects.requireNonNull;

import io.llmcallgateway.journal.CallBatch;
import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.SpoolPosition;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.Failure.Origin;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Calls of all kinds, a second after each other, and questions about them. The same ones each
/// time.
final class ManyCalls {
  static final Instant BEGINNING = Instant.parse("2026-11-22T06:15:00Z");

  private static final Map<CallFacet, List<String>> VALUES = new LinkedHashMap<>();

  static {
    VALUES.put(CallFacet.MODEL, List.of("gpt-5", "gpt-5-2026", "通义千问", "kimi-k2", "nobody's"));
    VALUES.put(CallFacet.PROVIDER, List.of("openai", "dashscope", "moonshot", "nobody"));
    VALUES.put(CallFacet.KEY, List.of("ci", "李雷", "web"));
    VALUES.put(CallFacet.STATE, List.of("success", "error", "refused", "cancelled", "stopped"));
    VALUES.put(CallFacet.STATUS, List.of("200", "429", "504", "4xx", "5xx", "2xx"));
    VALUES.put(CallFacet.CODE, List.of("timeout", "rate_limit_exceeded", "unheard_of"));
    VALUES.put(CallFacet.COST, List.of("priced", "unknown", "unused", "differs"));
    VALUES.put(CallFacet.DIALECT, List.of("openai", "anthropic", "gemini"));
    VALUES.put(CallFacet.OPERATION, List.of("chat", "completion"));
    VALUES.put(CallFacet.STREAM, List.of("true", "false"));
    VALUES.put(CallFacet.SESSION, List.of("s0", "s1", "s2", "会话"));
    VALUES.put(CallFacet.USER, List.of("u0", "u1", "小明"));
    VALUES.put(CallFacet.ORIGIN, List.of("client", "gateway", "provider"));
    VALUES.put(CallFacet.CACHE, List.of("hit", "miss"));
  }

  private static final List<String> TEAMS = List.of("红队", "search", "billing");
  private static final List<String> WORDS = List.of("鲁迅", "the", "weather", "天气", "tests");

  private final Random random;
  private final List<EndedCall> calls = new ArrayList<>();

  ManyCalls(long seed, int count) {
    random = new Random(seed);
    for (int n = 0; n < count; n++) calls.add(made(n).ended());
  }

  List<EndedCall> all() {
    return calls;
  }

  List<CallRecord> records() {
    return calls.stream().map(EndedCall::record).toList();
  }

  void addTo(SqlStore store) {
    store.add(CallBatch.of(calls, new SpoolPosition(1, 1)));
    while (store.index(1_000) > 0) {}
  }

  private Made made(int n) {
    var at = BEGINNING.plusSeconds(n);
    int model = random.nextInt(3);
    var made =
        new Made(CallId.next(() -> at, random), at.toEpochMilli())
            .model(values(CallFacet.MODEL).get(model == 0 ? 0 : model + 1), provider(model))
            .key(any(values(CallFacet.KEY)))
            .dialect(any(values(CallFacet.DIALECT)))
            .operation(random.nextInt(4) == 0 ? Operation.COMPLETION : Operation.CHAT)
            .usage(Usage.of(random.nextInt(3) * 40L, 1 + random.nextInt(50)))
            .question(any(WORDS) + " " + any(WORDS) + " number " + n)
            .micros(1_000 + random.nextInt(2_000_000));
    if (model == 0 && random.nextBoolean()) made.sent("gpt-5-2026");
    if (model == 1 && random.nextInt(3) == 0) made.sent("kimi-k2");
    if (random.nextInt(3) == 0) made.streamed();
    if (random.nextInt(3) == 0) made.usage(new Usage(7, 30, 0, 0, 0, 9, 0, 0));
    if (random.nextInt(9) == 0) made.usage(null);
    if (random.nextInt(3) > 0) made.session(any(values(CallFacet.SESSION)));
    if (random.nextBoolean()) made.user(any(values(CallFacet.USER)));
    if (random.nextBoolean()) made.tag("team", any(TEAMS));
    if (random.nextInt(4) == 0) made.tag("env", random.nextBoolean() ? "prod" : "dev");
    costs(made);
    ends(made);
    return made;
  }

  private void costs(Made made) {
    long nanos = 1_000L + random.nextInt(9_000_000);
    switch (random.nextInt(6)) {
      case 0 -> made.cost(Cost.UNKNOWN);
      case 1 -> made.cost(new Cost(Cost.State.UNUSED, List.of(), ""));
      case 2 -> {
        made.nanos(nanos);
        made.usage(new Usage(90, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 9 * nanos, null));
      }
      default -> made.nanos(nanos);
    }
  }

  private void ends(Made made) {
    switch (random.nextInt(12)) {
      case 0 -> made.failed("timeout", 504);
      case 1 -> made.failed("rate_limit_exceeded", 429);
      case 2 -> made.state(CallRecord.State.CANCELLED);
      case 3 -> made.failed(Kind.INVALID_REQUEST, Origin.GATEWAY, "no_such_model", 404).unsent();
      case 4 -> made.failed(Kind.INTERNAL, Origin.GATEWAY, "internal", 500);
      default -> {}
    }
  }

  private static List<String> values(CallFacet facet) {
    return requireNonNull(VALUES.get(facet));
  }

  private static String provider(int model) {
    return values(CallFacet.PROVIDER).get(model);
  }

  private String any(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  /// A filter of a few conditions.
  CallFilter filter() {
    var filter = CallFilter.ALL;
    for (int conditions = random.nextInt(4); conditions >= 0; conditions--) {
      filter = narrowed(filter);
    }
    return filter;
  }

  private CallFilter narrowed(CallFilter filter) {
    long least = BEGINNING.toEpochMilli();
    return switch (random.nextInt(14)) {
      case 0 -> filter.between(least + random.nextInt(calls.size()) * 1_000L, filter.to());
      case 1 -> filter.between(filter.from(), least + random.nextInt(calls.size()) * 1_000L);
      case 2 -> filter.leastMicros(random.nextInt(2_000_000));
      case 3 -> filter.leastNanos(random.nextInt(9_000_000));
      case 4 -> filter.withTag("team", some(TEAMS));
      case 5 -> filter.withoutTag("team", some(TEAMS));
      case 6 -> filter.withTag("env", some(List.of("prod", "dev", "staging")));
      case 7 -> filter.containing(any(WORDS) + (random.nextBoolean() ? " " + any(WORDS) : ""));
      default -> {
        var facet = any(List.copyOf(VALUES.keySet()).stream().map(Enum::name).toList());
        var chosen = CallFacet.valueOf(facet);
        var values = some(values(chosen));
        yield random.nextInt(3) == 0 ? filter.without(chosen, values) : filter.with(chosen, values);
      }
    };
  }

  private List<String> some(List<String> values) {
    var some = new ArrayList<String>();
    for (int count = random.nextInt(3); count >= 0; count--) some.add(any(values));
    return some;
  }
}
