package io.llmcallgateway.store.sql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.CallBatch;
import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.CallSums.Count;
import io.llmcallgateway.journal.Repricing.Scope;
import io.llmcallgateway.journal.SpoolPosition;
import io.llmcallgateway.journal.SumsQuery.Step;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Cost.Bucket;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What calls cost bucket by bucket, and what the prompt cache saved them: sums of the roll-ups and
/// of rows are those of a plain count over the records.
final class CostSumsTest {
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
  private static final Instant NOON = Instant.parse("2026-11-22T06:15:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOON.plusSeconds(3_600));
  private static final Duration LOOKING = Duration.ofMinutes(1);
  private static final int CALLS = 500;
  private static final List<String> MODELS = List.of("gpt-5", "qwen-max", "文心");

  /// A filter that the roll-ups do not know and every call fits.
  private static final CallFilter ROWS = CallFilter.ALL.without(CallFacet.KEY, "nobody");

  @TempDir private Path folder;
  private final Random random = new Random(7);

  private List<EndedCall> made() {
    var calls = new ArrayList<EndedCall>();
    for (int i = 0; i < CALLS; i++) {
      var at = NOON.minusSeconds(i * 401L);
      var made =
          new Made(CallId.next(() -> at, random), at.toEpochMilli())
              .model(MODELS.get(random.nextInt(MODELS.size())), "p")
              .usage(usage());
      if (random.nextInt(8) == 0) made.usage(null);
      made.cost(cost(random));
      calls.add(made.ended());
    }
    return calls;
  }

  private Usage usage() {
    return new Usage(
        some(), some(), some(), some(), some(), some(), some(), some(), some(), some(), some(), -1,
        null);
  }

  /// Often none.
  private long some() {
    return random.nextBoolean() ? 0 : random.nextInt(1_000_000);
  }

  /// Of some buckets, at prices that make the cache cheaper than plain input, or dearer, or
  /// unknown.
  private static Cost cost(Random random) {
    if (random.nextInt(6) == 0) return Cost.UNKNOWN;
    var lines = new ArrayList<Cost.Line>();
    for (var bucket : Bucket.values()) {
      if (random.nextBoolean()) continue;
      lines.add(new Cost.Line(bucket, 1 + random.nextInt(5_000), random.nextInt(9_000_000)));
    }
    long plain = random.nextInt(4) == 0 ? -1 : random.nextLong(4_000_000_000L);
    return new Cost(Cost.State.PRICED, lines, "价目@1", plain);
  }

  private void check(List<CallRecord> records) {
    try (var calls = SqlCalls.open(folder, KATHMANDU, CLOCK, _ -> () -> false)) {
      for (var filter : List.of(CallFilter.ALL, ROWS)) {
        var analysis = calls.analysis();
        var total = analysis.sums(filter, null, Step.TOTAL, 1, LOOKING).table().rows();
        check(total.getFirst().sums(), records, _ -> true);
        var groups = analysis.sums(filter, "model", Step.TOTAL, 9, LOOKING).table().rows();
        assertThat(groups).hasSameSizeAs(MODELS);
        for (var group : groups) {
          check(group.sums(), records, call -> call.models().asked().equals(group.group()));
        }
      }
    }
  }

  private static void check(CallSums sums, List<CallRecord> records, Predicate<CallRecord> wanted) {
    long saved = 0;
    long extra = 0;
    long cacheUnpriced = 0;
    long unpriced = 0;
    var amounts = new EnumMap<Bucket, Long>(Bucket.class);
    long reasoning = 0;
    long written = 0;
    for (var call : records) {
      if (!wanted.test(call)) continue;
      var usage = call.usage();
      var cost = call.cost();
      for (var line : cost.lines()) amounts.merge(line.bucket(), line.nanos(), Long::sum);
      if (usage == null) continue;
      reasoning += usage.reasoning();
      written += usage.cacheWrite() + usage.cacheWriteHour();
      if (cost.state() == Cost.State.UNKNOWN) unpriced++;
      if (usage.cacheRead() + usage.cacheWrite() + usage.cacheWriteHour() == 0) continue;
      if (!isKnown(cost)) {
        cacheUnpriced++;
        continue;
      }
      for (var line : cost.lines()) {
        long plain = Math.round(line.count() * (cost.plain() / 1e6) - 1e-9);
        switch (line.bucket()) {
          case CACHE_READ -> saved += plain - line.nanos();
          case CACHE_WRITE, CACHE_WRITE_HOUR -> extra += line.nanos() - plain;
          default -> {}
        }
      }
    }
    long all = 0;
    for (var bucket : Bucket.values()) {
      long amount = amounts.getOrDefault(bucket, 0L);
      assertThat(sums.get(Count.nanos(bucket))).as(bucket.text()).isEqualTo(amount);
      all += amount;
    }
    assertThat(sums.get(Count.NANOS)).isEqualTo(all);
    assertThat(sums.get(Count.CACHE_SAVED)).isEqualTo(saved);
    assertThat(sums.get(Count.CACHE_EXTRA)).isEqualTo(extra);
    assertThat(sums.get(Count.CACHE_UNPRICED)).isEqualTo(cacheUnpriced);
    assertThat(sums.get(Count.UNPRICED)).isEqualTo(unpriced);
    assertThat(sums.get(Count.REASONING)).isEqualTo(reasoning);
    assertThat(sums.usage().cacheWrites()).isEqualTo(written);
  }

  private static boolean isKnown(Cost cost) {
    if (cost.state() == Cost.State.UNKNOWN) return false;
    boolean cached =
        cost.lines().stream().anyMatch(line -> line.bucket().text().startsWith("cache_"));
    return !cached || cost.plain() >= 0;
  }

  @Test
  void amounts_and_cache_savings_are_those_of_the_records_before_and_after_repricing() {
    var made = made();
    try (var store = SqlStore.open(folder, KATHMANDU)) {
      for (int from = 0; from < CALLS; from += 100) {
        var batch = made.subList(from, from + 100);
        store.add(CallBatch.of(batch, new SpoolPosition(1, 1 + from)));
      }
    }
    var records = made.stream().map(EndedCall::record).toList();
    check(records);

    try (var repricing = SqlRepricing.open(folder)) {
      repricing.reprice(new Scope(0, -1, null, null), CostSumsTest::other, false);
    }
    check(
        records.stream()
            .map(
                call -> call.usage() == null ? call : call.priced(call.usage(), false, other(call)))
            .toList());
  }

  /// Another cost of a call, always the same one.
  private static Cost other(CallRecord call) {
    requireNonNull(call.usage());
    return cost(new Random(call.id().text().hashCode()));
  }
}
