package io.llmcallgateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.CallBatch;
import io.llmcallgateway.journal.CallSums.Count;
import io.llmcallgateway.journal.SpoolPosition;
import io.llmcallgateway.journal.SumsQuery;
import io.llmcallgateway.journal.SumsRow;
import io.llmcallgateway.model.CallId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What calls add up to, by time and by group.
final class SqlSumsTest {
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu"); // +05:45
  private static final Instant NOON = Instant.parse("2026-11-22T06:15:00Z"); // 12:00 there
  private static final InstantSource CLOCK = InstantSource.fixed(NOON.plusSeconds(3_600));

  @TempDir private Path folder;
  private final Random random = new Random(11);
  private SqlStore store;
  private SqlCalls reader;

  @BeforeEach
  void open() {
    store = SqlStore.open(folder, KATHMANDU);
    reader = SqlCalls.open(folder, KATHMANDU, CLOCK, _ -> () -> false);
  }

  @AfterEach
  void close() {
    reader.close();
    store.close();
  }

  private Made call() {
    return new Made(CallId.next(() -> NOON, random), NOON.toEpochMilli());
  }

  private void add(Made... calls) {
    store.add(CallBatch.of(Made.all(calls), new SpoolPosition(1, 1)));
  }

  @Test
  void sums_are_right_per_minute_hour_and_day_of_the_zone() {
    add(
        call().at(NOON).nanos(10).micros(1_000),
        call().at(NOON.plusSeconds(59)).nanos(20).micros(3_000),
        call().at(NOON.plusSeconds(60)).failed("timeout", 504),
        call().at(NOON.minusSeconds(1)).model("qwen-max", "dashscope"),
        call().at(NOON.minus(Duration.ofHours(13))).tag("team", "a"));
    var total = sums(SumsQuery.Step.TOTAL, null).getFirst();
    assertThat(total.calls()).isEqualTo(5);
    assertThat(total.sums().get(Count.ERRORS)).isEqualTo(1);
    assertThat(total.nanos()).isEqualTo(30);
    var minutes = sums(SumsQuery.Step.MINUTE, null);
    assertThat(minutes).extracting(SumsRow::calls).containsExactly(1L, 1L, 2L, 1L);
    assertThat(minutes.get(2).start()).isEqualTo(NOON.toEpochMilli());
    assertThat(minutes.get(2).sums().get(Count.MICROS)).isEqualTo(4_000);
    assertThat(minutes.get(2).sums().latency().count()).isEqualTo(2);
    assertThat(sums(SumsQuery.Step.HOUR, null))
        .extracting(SumsRow::calls)
        .containsExactly(1L, 1L, 3L);
    assertThat(sums(SumsQuery.Step.HOUR, null).getLast().start()).isEqualTo(NOON.toEpochMilli());
    assertThat(sums(SumsQuery.Step.DAY, null)).extracting(SumsRow::calls).containsExactly(1L, 4L);
    assertThat(sums(SumsQuery.Step.TOTAL, "model"))
        .extracting(row -> row.group() + row.calls())
        .containsExactly("gpt-54", "qwen-max1");
    assertThat(sums(SumsQuery.Step.TOTAL, "code"))
        .extracting(row -> row.group() + row.calls())
        .containsExactly("success4", "timeout1");
    assertThat(sums(SumsQuery.Step.TOTAL, "tag:team"))
        .extracting(row -> row.group() + row.calls())
        .containsExactly("a1");
    var lately =
        new SumsQuery(NOON.toEpochMilli(), -1, SumsQuery.Step.TOTAL, null, 1, null, null, null);
    assertThat(reader.sums(lately).rows().getFirst().calls()).isEqualTo(3);
    var one = new SumsQuery(-1, -1, SumsQuery.Step.TOTAL, null, 1, "qwen-max", null, null);
    assertThat(reader.sums(one).rows().getFirst().calls()).isEqualTo(1);
  }

  @Test
  void groups_beyond_those_with_the_most_calls_share_a_row() {
    add(
        call().at(NOON).tag("team", "a"),
        call().at(NOON).tag("team", "b").micros(1_000),
        call().at(NOON).tag("team", "鲁").nanos(7),
        call().at(NOON.plusSeconds(3_600)).tag("team", "鲁").failed("timeout", 504),
        call().at(NOON.plusSeconds(3_600)).tag("team", "b").micros(9_000));
    var query = new SumsQuery(-1, -1, SumsQuery.Step.HOUR, "tag:team", 1, null, null, null);
    var table = reader.sums(query);
    assertThat(table.merged()).isEqualTo(2);
    assertThat(table.rows())
        .extracting(SumsRow::group)
        .containsExactly("b", SumsRow.OTHER, "b", SumsRow.OTHER);
    var before = table.rows().get(1);
    assertThat(before.calls()).isEqualTo(2);
    assertThat(before.nanos()).isEqualTo(7);
    assertThat(before.sums().latency().count()).isEqualTo(2);
    assertThat(table.rows().getLast().sums().get(Count.ERRORS)).isEqualTo(1);
    assertThat(table.rows().get(2).sums().get(Count.MICROS)).isEqualTo(9_000);
  }

  @Test
  void many_groups_add_up_each_by_itself_from_batch_to_batch() {
    int groups = 90; // of more than one row
    for (int batch = 0; batch < 3; batch++) {
      var calls = new Made[groups];
      for (int i = 0; i < groups; i++) {
        calls[i] = call().at(NOON).tag("customer", "客户" + i).model("model-" + i, "p").nanos(i + 1);
      }
      add(calls);
    }
    for (var group : List.of("tag:customer", "model")) {
      var rows = sums(SumsQuery.Step.DAY, group);
      assertThat(rows).hasSize(groups);
      for (var row : rows) {
        int number = Integer.parseInt(Objects.requireNonNull(row.group()).replaceAll("\\D+", ""));
        assertThat(row.calls()).isEqualTo(3);
        assertThat(row.nanos()).isEqualTo(3L * (number + 1));
        assertThat(row.sums().latency().count()).isEqualTo(3);
      }
    }
    var one = new SumsQuery(-1, -1, SumsQuery.Step.MINUTE, "key", 1, "model-77", "p", null);
    assertThat(reader.sums(one).rows()).singleElement().extracting(SumsRow::nanos).isEqualTo(234L);
  }

  @Test
  void values_beyond_the_first_ten_thousand_of_a_tag_are_added_up_together() {
    int beyond = 7;
    var calls = new ArrayList<Made>();
    for (int i = 0; i < SummedNames.MOST + beyond; i++) {
      calls.add(call().at(NOON).tag("request", "编号" + i).nanos(1));
    }
    add(calls.toArray(new Made[0]));
    close();
    open(); // which knows them from the database
    add(call().at(NOON).tag("request", "another").nanos(1));
    add(call().at(NOON).tag("request", "编号3").nanos(1));
    var query = new SumsQuery(-1, -1, SumsQuery.Step.DAY, "tag:request", 20_000, null, null, null);
    var table = reader.sums(query);
    assertThat(table.rows()).hasSize(SummedNames.MOST + 1);
    assertThat(table.merged()).isEqualTo(1);
    var others = table.rows().getLast();
    assertThat(others.group()).isEqualTo(SumsRow.OTHER);
    assertThat(others.calls()).isEqualTo(beyond + 1);
    assertThat(table.rows())
        .filteredOn(row -> "编号3".equals(row.group()))
        .singleElement()
        .extracting(SumsRow::calls)
        .isEqualTo(2L);
    assertThat(sums(SumsQuery.Step.TOTAL, null).getFirst().calls())
        .isEqualTo(SummedNames.MOST + beyond + 2);
  }

  private List<SumsRow> sums(SumsQuery.Step step, @Nullable String groupBy) {
    return reader.sums(new SumsQuery(-1, -1, step, groupBy, 100, null, null, null)).rows();
  }
}
