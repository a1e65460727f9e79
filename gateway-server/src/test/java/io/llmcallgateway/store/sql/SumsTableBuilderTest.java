package io.llmcallgateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.SumsRow;
import io.llmcallgateway.journal.SumsTable;
import io.llmcallgateway.model.CallId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of the rows of the roll-ups in a chart.
final class SumsTableBuilderTest {
  private static final Random RANDOM = new Random(5);
  private static final long ROOM = 1 << 20;

  private int reads;

  /// A row with so many calls of each value of a tag.
  private static byte[] row(Map<Long, Integer> calls) {
    var groups = new LinkedHashMap<RollupGroup, CallSums>();
    calls.forEach(
        (id, count) -> {
          var sums = new CallSums();
          for (int i = 0; i < count; i++) {
            var made = new Made(CallId.next(() -> Instant.EPOCH, RANDOM), 0).nanos(10).micros(7);
            sums.add(made.ended().record());
          }
          groups.put(RollupGroup.tag(id), sums);
        });
    return RollupRow.plus(new byte[0], groups, true);
  }

  private SumsTable table(int most, long mostBytes) throws SQLException {
    return new SumsTableBuilder("tag:team", RollupGroup.ALL, most, mostBytes)
        .table(
            taker -> {
              reads++;
              taker.take(1_000, row(Map.of(1L, 1, 2L, 5)));
              taker.take(1_000, row(Map.of(17L, 2, SummedNames.OTHERS, 9)));
              taker.take(2_000, row(Map.of(1L, 3)));
              taker.take(3_000, row(Map.of(17L, 1, 18L, 1)));
            },
            id -> "value " + id);
  }

  private static String told(SumsRow row) {
    assertThat(row.nanos()).isEqualTo(10 * row.calls());
    assertThat(row.sums().latency().count()).isEqualTo(row.calls());
    return row.start() + " " + row.group() + " " + row.calls();
  }

  @ParameterizedTest
  @CsvSource({ROOM + ", 1", "100, 2", "0, 2"})
  void the_largest_groups_have_rows_and_the_others_share_one(long mostBytes, int wanted)
      throws SQLException {
    var table = table(2, mostBytes);
    assertThat(table.rows())
        .extracting(SumsTableBuilderTest::told)
        .containsExactly(
            "1000 value 1 1", "1000 value 2 5", "1000 other 11", "2000 value 1 3", "3000 other 2");
    assertThat(table.merged()).isEqualTo(3);
    assertThat(reads).as("rows that are many are read again").isEqualTo(wanted);
  }

  @Test
  void what_the_roll_ups_do_not_tell_apart_has_no_name() throws SQLException {
    var table = table(10, ROOM);
    assertThat(table.merged()).isEqualTo(1);
    assertThat(table.rows())
        .extracting(SumsTableBuilderTest::told)
        .containsExactly(
            "1000 value 1 1",
            "1000 value 17 2",
            "1000 value 2 5",
            "1000 other 9",
            "2000 value 1 3",
            "3000 value 17 1",
            "3000 value 18 1");
  }

  @Test
  void groups_that_are_not_asked_for_are_not_there() throws SQLException {
    var table =
        new SumsTableBuilder(null, RollupGroup.tag(2), 1, ROOM)
            .table(taker -> taker.take(5, row(Map.of(1L, 1, 2L, 5))), _ -> null);
    assertThat(table.rows()).extracting(SumsTableBuilderTest::told).containsExactly("5 null 5");
    assertThat(table.merged()).isZero();
  }
}
