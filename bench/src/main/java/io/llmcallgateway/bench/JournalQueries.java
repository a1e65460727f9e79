package io.llmcallgateway.bench;

import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.SumsQuery;
import io.llmcallgateway.journal.SumsQuery.Step;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.store.sql.SqlCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// What people ask of a journal, over and over with other values, and how long the answers take.
final class JournalQueries {
  private static final double LIST = 100;
  private static final double RECORD = 10;
  private static final int LINES = 20; // of a chart, as /metrics/trends draws it
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final SplittableRandom random = new SplittableRandom(7);
  private final Supplier<SqlCalls> readers;
  private final Vocabulary vocabulary;
  private final int calls;
  private final int times;
  private final Duration most;
  private final Map<String, ToIntFunction<SqlCalls>> kinds = new LinkedHashMap<>();
  private final List<CallId> ids = new ArrayList<>();

  /// @param readers opens a reader whose caches are empty
  /// @param calls in the journal
  /// @param times each kind is asked
  /// @param most that one kind may take
  JournalQueries(
      Supplier<SqlCalls> readers, Vocabulary vocabulary, int calls, int times, Duration most) {
    this.readers = readers;
    this.vocabulary = vocabulary;
    this.calls = calls;
    this.times = times;
    this.most = most;
    lists();
    filters();
    texts();
    charts();
    new AnalysisQueries()
        .kinds()
        .forEach((name, kind) -> kinds.put(name, reader -> kind.applyAsInt(reader.analysis())));
    kinds.put("one call with its bodies", this::find);
  }

  List<Timings> run(Consumer<Timings> each) {
    var all = new ArrayList<Timings>();
    try (var reader = readers.get()) {
      findIds(reader);
    }
    for (var kind : kinds.entrySet()) {
      try (var reader = readers.get()) {
        all.add(run(kind.getKey(), kind.getValue(), reader));
        each.accept(all.getLast());
      }
    }
    return all;
  }

  private Timings run(String name, ToIntFunction<SqlCalls> kind, SqlCalls reader) {
    var nanos = new long[times];
    long rows = 0;
    int asked = 0;
    long end = System.nanoTime() + most.toNanos();
    while (asked < times && (asked < 2 || System.nanoTime() < end)) {
      long start = System.nanoTime();
      rows += kind.applyAsInt(reader);
      nanos[asked++] = System.nanoTime() - start;
    }
    double target = name.startsWith("one call") ? RECORD : LIST;
    return Timings.of(name, target, Arrays.copyOf(nanos, asked), rows);
  }

  private void findIds(SqlCalls reader) {
    for (int i = 0; i < 100; i++) {
      for (var line : reader.list(new Ask().until(anyTime()).limit(20).query()).calls()) {
        ids.add(new CallId(line.id()));
      }
    }
  }

  private int find(SqlCalls reader) {
    var found = reader.find(ids.get(random.nextInt(ids.size())));
    return found == null ? 0 : found.payloads().size();
  }

  /// A time at which as many calls had been made as at any other.
  private long anyTime() {
    return MadeCalls.END.toEpochMilli() - (long) (365 * DAY * Math.pow(1 - random.nextDouble(), 3));
  }

  private void lists() {
    list("newest page", Ask::new);
    list("a page deep down", () -> new Ask().until(anyTime()));
    list("a page of 200", () -> new Ask().limit(200));
    for (var kind : List.of("model", "provider", "key", "code", "tag", "tag:customer")) {
      kinds.put("facet " + kind, reader -> reader.facets(kind, 100).size());
    }
  }

  private void list(String name, Supplier<Ask> asks) {
    kinds.put(name, reader -> reader.list(asks.get().query()).calls().size());
  }

  private String model() {
    return MadeCalls.model(random.nextInt(MadeCalls.MODELS));
  }

  private String[] models(int count) {
    return random
        .ints(count, 0, MadeCalls.MODELS)
        .mapToObj(MadeCalls::model)
        .toArray(String[]::new);
  }

  private String[] sessions(int count) {
    return random.ints(count, 0, 20_000).mapToObj(n -> "session-" + n).toArray(String[]::new);
  }

  private String provider() {
    return MadeCalls.provider(random.nextInt(MadeCalls.PROVIDERS));
  }

  private String key() {
    return MadeCalls.key(random.nextInt(MadeCalls.KEYS));
  }

  private String code() {
    return MadeCalls.CODES.get(random.nextInt(MadeCalls.CODES.size()));
  }

  private String customer() {
    return "customer-" + random.nextInt(MadeCalls.CUSTOMERS);
  }

  private void filters() {
    list("model", () -> new Ask().with(CallFacet.MODEL, model()));
    list("provider", () -> new Ask().with(CallFacet.PROVIDER, provider()));
    list("key", () -> new Ask().with(CallFacet.KEY, key()));
    list("state error", () -> new Ask().with(CallFacet.STATE, "error").until(anyTime()));
    list(
        "state + model",
        () -> new Ask().with(CallFacet.STATE, "error").with(CallFacet.MODEL, model()));
    list("status 429", () -> new Ask().with(CallFacet.STATUS, "429").until(anyTime()));
    list("status 5xx", () -> new Ask().with(CallFacet.STATUS, "5xx").until(anyTime()));
    list("code", () -> new Ask().with(CallFacet.CODE, code()).until(anyTime()));
    list("session", () -> new Ask().with(CallFacet.SESSION, "session-" + random.nextInt(20_000)));
    list("user", () -> new Ask().with(CallFacet.USER, "user-" + random.nextInt(3_000)));
    list(
        "trace", () -> new Ask().with(CallFacet.TRACE, MadeCalls.trace(1 + random.nextInt(calls))));
    list("several models", () -> new Ask().with(CallFacet.MODEL, models(9)));
    list("several sessions", () -> new Ask().with(CallFacet.SESSION, sessions(20)));
    list("not these models", () -> new Ask().without(CallFacet.MODEL, models(9)).until(anyTime()));
    list(
        "not successful, not these codes",
        () -> new Ask().without(CallFacet.STATE, "success").without(CallFacet.CODE, code()));
    list(
        "a cache's miss of several keys",
        () -> new Ask().with(CallFacet.KEY, key(), key()).with(CallFacet.CACHE, "miss"));
    list("tag", () -> new Ask().tag("customer", customer()));
    list("tag + model", () -> new Ask().tag("customer", customer()).with(CallFacet.MODEL, model()));
    list(
        "two tags",
        () -> new Ask().tag("customer", customer()).tag("team", team()).tag("env", "dev"));
    list("duration", () -> new Ask().micros(1_000_000L * (1 + random.nextInt(20))));
    list("cost", () -> new Ask().nanos(100_000L * (1 + random.nextInt(100))));
    list(
        "model + key + code",
        () ->
            new Ask()
                .with(CallFacet.MODEL, model())
                .with(CallFacet.KEY, key())
                .with(CallFacet.CODE, code()));
    list(
        "provider + key + a day",
        () ->
            new Ask()
                .with(CallFacet.PROVIDER, provider())
                .with(CallFacet.KEY, key())
                .day(anyTime()));
    list(
        "no hit: model of another provider",
        () ->
            new Ask()
                .with(CallFacet.MODEL, MadeCalls.model(1))
                .with(CallFacet.PROVIDER, MadeCalls.provider(2)));
    list("no hit: duration", () -> new Ask().micros(900_000_000_000L).until(anyTime()));
    list("no hit: cost + model", () -> new Ask().with(CallFacet.MODEL, model()).nanos(1L << 50));
    list(
        "no hit: dialect + tag",
        () -> new Ask().tag("env", "prod").with(CallFacet.DIALECT, "openai").micros(1L << 50));
    list("no hit: name", () -> new Ask().with(CallFacet.MODEL, "nobody-" + random.nextInt()));
  }

  private String team() {
    return MadeCalls.team(random.nextInt(8));
  }

  private void texts() {
    list("text: common word", () -> new Ask().text(any(Vocabulary.COMMON)).until(anyTime()));
    list("text: any word", () -> new Ask().text(piece(1)));
    list("text: two words", () -> new Ask().text(piece(1) + " " + piece(1)));
    list("text: phrase", () -> new Ask().text("\"" + piece(3) + "\""));
    list("text: common and rare", () -> new Ask().text("the " + any(Vocabulary.RARE)));
    list("text: rare word", () -> new Ask().text(any(Vocabulary.RARE)));
    list("text: 鲁迅", () -> new Ask().text("鲁迅").before(random.nextLong(1L << 62, Long.MAX_VALUE)));
    list("text: 鲁", () -> new Ask().text("鲁").before(random.nextLong(1L << 62, Long.MAX_VALUE)));
    list("text: any one character", () -> new Ask().text(one()));
    list("text: no hit", () -> new Ask().text("nothing" + random.nextInt()));
    list("text: no hit of common words", () -> new Ask().text("\"the a of the in\""));
    list(
        "text + model + a week",
        () -> new Ask().text(piece(1)).with(CallFacet.MODEL, model()).week(anyTime()));
    list("text: common + rare filter", () -> new Ask().text("model").tag("customer", customer()));
    list("text: common, no hit by filter", () -> new Ask().text("the").micros(1L << 50));
  }

  private String piece(int words) {
    return vocabulary.piece(random, random.nextBoolean(), words);
  }

  private String one() {
    var piece = vocabulary.piece(random, true, 1);
    return piece.substring(0, 1);
  }

  private String any(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private void charts() {
    var groups =
        Arrays.asList(null, "model", "provider", "key", "code", "tag:team", "tag:customer");
    for (var group : groups) {
      var by = group == null ? "" : " by " + group;
      chart("chart: 2 hours, minutes" + by, Step.MINUTE, DAY / 12, group);
      chart("chart: week, hours" + by, Step.HOUR, 7 * DAY, group);
      chart("chart: month, days" + by, Step.DAY, 30 * DAY, group);
      chart("chart: year, days" + by, Step.DAY, 365 * DAY, group);
      chart("chart: year, total" + by, Step.TOTAL, 365 * DAY, group);
    }
    chart("chart: month, hours", Step.HOUR, 30 * DAY, null);
    filteredChart("chart: year, days of a model", "model", null);
    filteredChart("chart: year, days of a provider by model", "provider", "model");
    filteredChart("chart: year, days of a key by code", "key", "code");
  }

  private void chart(String name, Step step, long length, @Nullable String group) {
    kinds.put(
        name,
        reader -> {
          long to = MadeCalls.END.toEpochMilli() - random.nextInt(3_600_000);
          return reader
              .sums(new SumsQuery(to - length, to, step, group, LINES, null, null, null))
              .rows()
              .size();
        });
  }

  private void filteredChart(String name, String filter, @Nullable String group) {
    kinds.put(
        name,
        reader ->
            reader
                .sums(
                    new SumsQuery(
                        MadeCalls.END.toEpochMilli() - 365 * DAY - random.nextInt(1_000_000),
                        -1,
                        Step.DAY,
                        group,
                        LINES,
                        filter.equals("model") ? model() : null,
                        filter.equals("provider") ? provider() : null,
                        filter.equals("key") ? key() : null))
                .rows()
                .size());
  }
}
