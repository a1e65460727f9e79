package io.llmcallgateway.store.sql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.journal.CallBatch;
import io.llmcallgateway.journal.CallSums.Count;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.journal.Repricing.Outcome;
import io.llmcallgateway.journal.Repricing.Scope;
import io.llmcallgateway.journal.SpoolPosition;
import io.llmcallgateway.journal.SumsQuery;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlRepricingTest {
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
  private static final Instant NOON = Instant.parse("2026-11-22T06:15:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOON.plusSeconds(3_600));
  private static final Scope ALL = new Scope(0, -1, null, null);

  /// Ten nano-USD for each token of gpt-5; nothing is known of others.
  private static Cost price(CallRecord call) {
    var usage = requireNonNull(call.usage());
    if (!call.models().asked().equals("gpt-5")) return Cost.UNKNOWN;
    var line = new Cost.Line(Cost.Bucket.INPUT, usage.total(), usage.total() * 10);
    return new Cost(Cost.State.PRICED, List.of(line), "价目@2026", 10_000_000);
  }

  @TempDir private Path folder;
  @TempDir private Path fresh;

  /// Calls of two days: priced or not, tagged or not, of two models, some failed.
  private static List<EndedCall> made(int count) {
    var random = new Random(5);
    var calls = new ArrayList<EndedCall>();
    for (int i = 0; i < count; i++) {
      var made = call(NOON.minusSeconds(i * 211L), random);
      if (i % 3 == 0) made.nanos(1_000 + i);
      if (i % 2 == 0) made.tag("team", i % 4 == 0 ? "红队" : "blue").tag("env", "prod");
      if (i % 5 == 0) made.model("other", "deepseek").nanos(i % 10);
      if (i % 7 == 0) made.failed("slow", 504);
      calls.add(made.ended());
    }
    return calls;
  }

  private static Made call(Instant at, Random random) {
    return new Made(CallId.next(() -> at, random), at.toEpochMilli());
  }

  private static EndedCall priced(EndedCall call) {
    var record = call.record();
    var cost = price(record);
    return new EndedCall(record.priced(record.usage(), false, cost), call.payloads(), true);
  }

  private static void store(Path folder, List<EndedCall> calls) {
    try (var store = SqlStore.open(folder, KATHMANDU)) {
      store.add(CallBatch.of(calls, new SpoolPosition(1, 1)));
    }
  }

  /// All sums there are, as texts.
  private static List<String> sums(Path folder) {
    var all = new ArrayList<String>();
    try (var calls = SqlCalls.open(folder, KATHMANDU, CLOCK)) {
      for (var step : SumsQuery.Step.values()) {
        for (var group : new String[] {null, "model", "provider", "key", "code", "tag:team"}) {
          var query =
              new SumsQuery(
                  NOON.toEpochMilli() - 172_800_000L, -1, step, group, 1_000, null, null, null);
          for (var row : calls.sums(query).rows()) {
            all.add(
                step
                    + " "
                    + group
                    + " "
                    + row.start()
                    + " "
                    + row.group()
                    + ": "
                    + row.calls()
                    + " calls, "
                    + row.nanos()
                    + " nano-USD, "
                    + row.sums().get(Count.UNPRICED)
                    + " unpriced");
          }
        }
      }
    }
    return all;
  }

  private Outcome reprice(Scope scope, boolean dry) {
    try (var repricing = SqlRepricing.open(folder)) {
      return repricing.reprice(scope, SqlRepricingTest::price, dry);
    }
  }

  @Test
  void afterwards_all_is_as_if_the_new_prices_had_held_from_the_beginning() {
    var made = made(700);
    store(folder, made);
    store(fresh, made.stream().map(SqlRepricingTest::priced).toList());
    assertThat(sums(folder)).isNotEqualTo(sums(fresh));

    var outcome = reprice(ALL, false);

    assertThat(sums(folder)).isEqualTo(sums(fresh));
    assertThat(outcome.looked()).isEqualTo(700);
    assertThat(outcome.changed()).isPositive();
    long before = made.stream().mapToLong(each -> each.record().cost().nanos()).sum();
    long after = made.stream().mapToLong(each -> priced(each).record().cost().nanos()).sum();
    assertThat(outcome.difference()).isEqualTo(after - before);
    try (var calls = SqlCalls.open(folder, KATHMANDU, CLOCK)) {
      for (var each : made) {
        var found = requireNonNull(calls.find(each.record().id())).record();
        assertThat(found).isEqualTo(priced(each).record());
      }
    }
    assertThat(reprice(ALL, false).changed()).as("the second time").isZero();
  }

  @Test
  void a_dry_run_says_the_same_and_changes_nothing() {
    store(folder, made(300));
    var before = sums(folder);
    var said = reprice(ALL, true);
    assertThat(sums(folder)).isEqualTo(before);
    assertThat(reprice(ALL, false)).isEqualTo(said);
  }

  @Test
  void only_the_calls_of_the_scope_change() {
    store(folder, made(300));
    long from = NOON.toEpochMilli() - 20_000_000;
    var scope = new Scope(from, NOON.toEpochMilli() - 1_000_000, "gpt-5", "openai");
    assertThat(reprice(scope, false).changed()).isBetween(50L, 90L);
    assertThat(reprice(new Scope(0, -1, "gibt es nicht", null), false).looked()).isZero();
    assertThat(reprice(new Scope(0, -1, null, "deepseek"), true).looked()).isEqualTo(60);
  }

  @Test
  void a_writer_beside_it_goes_on_and_no_sum_is_lost() throws Exception {
    var first = made(600);
    store(folder, first);
    var later = new ArrayList<EndedCall>();
    var random = new Random(9);
    var over = new AtomicBoolean();
    try (var store = SqlStore.open(folder, KATHMANDU);
        var threads = Executors.newSingleThreadExecutor()) {
      var writing =
          threads.submit(
              () -> {
                for (int i = 0; !over.get() || i < 50; i++) {
                  var call = priced(call(NOON, random).question("nebenher").ended());
                  later.add(call);
                  store.add(CallBatch.of(List.of(call), new SpoolPosition(2, i)));
                  store.index(100);
                }
                return later.size();
              });
      reprice(ALL, false);
      over.set(true);
      assertThat(writing.get()).isGreaterThanOrEqualTo(50);
    }
    var all = new ArrayList<>(first.stream().map(SqlRepricingTest::priced).toList());
    all.addAll(later);
    store(fresh, all);
    assertThat(sums(folder)).isEqualTo(sums(fresh));
  }

  @Test
  void a_writer_that_has_nothing_to_do_holds_nothing() {
    try (var store = SqlStore.open(folder, KATHMANDU)) {
      store.add(CallBatch.of(made(30), new SpoolPosition(1, 1)));
      store.index(10);
      assertThat(reprice(ALL, false).changed()).isPositive();
    }
  }

  @Test
  void a_folder_without_a_journal_is_told() {
    assertThatThrownBy(() -> SqlRepricing.open(fresh))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("no journal");
  }
}
