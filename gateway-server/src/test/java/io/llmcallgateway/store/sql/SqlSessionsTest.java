package io.llmcallgateway.store.sql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallMatch;
import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.CallSums.Count;
import io.llmcallgateway.journal.SessionStep;
import io.llmcallgateway.journal.SessionSummary;
import io.llmcallgateway.model.record.CallRecord;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Sessions are the calls that name them, whatever is asked and however the time ends.
@TestInstance(Lifecycle.PER_CLASS)
final class SqlSessionsTest {
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

  private final ManyCalls many = new ManyCalls(29, 500);
  private SqlCalls reader;
  private SqlCalls hurried;

  @BeforeAll
  void fill(@TempDir Path folder) {
    try (var store = SqlStore.open(folder, KATHMANDU)) {
      many.addTo(store);
    }
    var clock = InstantSource.fixed(ManyCalls.BEGINNING.plusSeconds(3_600));
    reader = SqlCalls.open(folder, KATHMANDU, clock, _ -> () -> false);
    hurried = SqlCalls.open(folder, KATHMANDU, clock, _ -> () -> true);
  }

  @AfterAll
  void close() {
    reader.close();
    hurried.close();
  }

  private List<String> wanted(CallFilter filter) {
    return many.records().reversed().stream()
        .filter(call -> CallMatch.wanted(filter, call))
        .map(call -> call.client().session())
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static List<String> found(SqlCalls calls, CallFilter filter, int limit) {
    var ids = new ArrayList<String>();
    long before = -1;
    do {
      var page = calls.analysis().sessions(filter, before, limit);
      assertThat(page.sessions()).hasSizeLessThanOrEqualTo(limit);
      page.sessions().stream().map(SessionSummary::id).forEach(ids::add);
      before = page.next();
    } while (before >= 0);
    return ids;
  }

  @Test
  void pages_hold_each_session_once_by_its_newest_call() {
    for (int n = 0; n < 120; n++) {
      var filter = many.filter();
      assertThat(found(reader, filter, 50)).as(filter.toString()).isEqualTo(wanted(filter));
      assertThat(found(reader, filter, 1)).as(filter.toString()).isEqualTo(wanted(filter));
      assertThat(found(hurried, filter, 2)).as(filter.toString()).isEqualTo(wanted(filter));
    }
  }

  private Stream<CallRecord> of(String session) {
    return many.records().stream().filter(call -> session.equals(call.client().session()));
  }

  @Test
  void a_session_has_the_sums_of_its_calls() {
    var sessions = reader.analysis().sessions(CallFilter.ALL, -1, 50).sessions();
    assertThat(sessions).hasSize(4);
    for (var session : sessions) {
      var sums = new CallSums();
      of(session.id()).forEach(sums::add);
      assertThat(session.calls()).isEqualTo(sums.get(Count.CALLS));
      assertThat(session.errors()).isEqualTo(sums.get(Count.ERRORS));
      assertThat(session.nanos()).isEqualTo(sums.get(Count.NANOS));
      assertThat(session.unpriced()).isEqualTo(sums.get(Count.UNPRICED));
      assertThat(session.input()).isEqualTo(sums.usage().promptTokens());
      assertThat(session.cached()).isEqualTo(sums.usage().cacheRead());
      assertThat(session.output()).isEqualTo(sums.usage().completionTokens());
      var first = of(session.id()).findFirst().orElseThrow();
      assertThat(session.firstQuestion()).isEqualTo(first.question());
      assertThat(session.startedAt()).isEqualTo(first.startedAt());
      assertThat(session.whole()).isTrue();
    }
  }

  @Test
  void the_calls_of_a_session_come_in_pages_oldest_first() {
    var ids = new ArrayList<String>();
    long before = -1;
    do {
      var page = requireNonNull(reader.analysis().session("会话", before, 30));
      assertThat(page.calls())
          .isSortedAccordingTo((one, other) -> Long.compare(one.cursor(), other.cursor()));
      assertThat(page.steps())
          .as("of all calls, whatever the page")
          .extracting(SessionStep::id)
          .containsExactlyElementsOf(of("会话").map(call -> call.id().text()).toList());
      ids.addAll(0, page.calls().stream().map(CallLine::id).toList());
      before = page.next();
    } while (before >= 0);
    assertThat(ids).isEqualTo(of("会话").map(call -> call.id().text()).toList());
    assertThat(reader.analysis().session("nobody's", -1, 30)).isNull();
  }
}
