package io.llmcallgateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallMatch;
import io.llmcallgateway.journal.CallQuery;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The store finds what a comparison of each record finds, whatever is asked.
@TestInstance(Lifecycle.PER_CLASS)
final class SqlFiltersTest {
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
  private static final int QUERIES = 300;
  private static final Deadline OVER = () -> true;

  private final ManyCalls many = new ManyCalls(5, 700);
  private SqlCalls calls;
  private SqlCalls hurried;

  @BeforeAll
  void fill(@TempDir Path folder) {
    try (var store = SqlStore.open(folder, KATHMANDU)) {
      many.addTo(store);
    }
    var clock = InstantSource.fixed(ManyCalls.BEGINNING.plusSeconds(3_600));
    calls = SqlCalls.open(folder, KATHMANDU, clock, _ -> () -> false);
    hurried = SqlCalls.open(folder, KATHMANDU, clock, _ -> OVER);
  }

  @AfterAll
  void close() {
    calls.close();
    hurried.close();
  }

  private List<String> wanted(CallFilter filter) {
    return many.records().stream()
        .filter(call -> CallMatch.wanted(filter, call))
        .map(call -> call.id().text())
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private static List<String> found(SqlCalls calls, CallFilter filter, int limit) {
    var ids = new ArrayList<String>();
    long before = -1;
    do {
      var page = calls.list(new CallQuery(filter, before, limit));
      page.calls().stream().map(CallLine::id).forEach(ids::add);
      assertThat(page.next()).isNotEqualTo(before < 0 ? 0 : before);
      before = page.next();
    } while (before >= 0);
    return ids;
  }

  @Test
  void the_store_finds_what_a_comparison_of_each_record_finds() {
    int hits = 0;
    for (int n = 0; n < QUERIES; n++) {
      var filter = many.filter();
      var wanted = wanted(filter);
      assertThat(found(calls, filter, 1_000)).as(filter.toString()).isEqualTo(wanted);
      if (!wanted.isEmpty()) hits++;
    }
    assertThat(hits).isGreaterThan(QUERIES / 3);
  }

  @Test
  void pages_hold_each_call_once() {
    for (int n = 0; n < QUERIES / 15; n++) {
      var filter = many.filter();
      assertThat(found(calls, filter, 7)).as(filter.toString()).isEqualTo(wanted(filter));
    }
  }

  @Test
  void pages_that_end_for_want_of_time_say_so_and_miss_nothing() {
    int early = 0;
    for (int n = 0; n < QUERIES / 15; n++) {
      var filter = many.filter();
      assertThat(found(hurried, filter, 300)).as(filter.toString()).isEqualTo(wanted(filter));
      var page = hurried.list(new CallQuery(filter, -1, 300));
      if (page.lookedUntil() < 0) continue;
      early++;
      assertThat(page.calls()).hasSizeLessThan(300);
      assertThat(page.calls()).allMatch(call -> call.startedAt() >= page.lookedUntil());
      assertThat(page.next()).isPositive();
    }
    assertThat(early).isPositive();
  }
}
