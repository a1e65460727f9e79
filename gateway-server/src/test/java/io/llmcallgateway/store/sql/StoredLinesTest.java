package io.llmcallgateway.store.sql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.CallAnalysis.Top;
import io.llmcallgateway.journal.CallBatch;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.Ended;
import io.llmcallgateway.journal.SpoolPosition;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.PayloadsState;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredLinesTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Random RANDOM = new Random(7);

  @TempDir private Path folder;

  @Test
  void a_line_says_what_the_record_says() {
    var call = Ended.call("鲁迅写了什么？");
    try (var store = SqlStore.open(folder, ZoneOffset.UTC);
        var calls = SqlCalls.open(folder, ZoneOffset.UTC, CLOCK)) {
      store.add(CallBatch.of(List.of(call), new SpoolPosition(1, 1)));

      var line = calls.list(new Asked().query()).calls().getFirst();
      assertThat(line)
          .usingRecursiveComparison()
          .ignoringFields("cursor")
          .isEqualTo(CallLine.of(call.record()));
      assertThat(line.origin()).isEqualTo("provider");
      assertThat(line.losses()).isEqualTo(1);
      assertThat(line.tools()).containsExactly("search", "天气");
      assertThat(line.sessionSource()).isEqualTo("x-session-id");
      assertThat(line.replayOf()).isEqualTo("01936f00-0000-7000-8000-00000000000a");
    }
  }

  @Test
  void tags_are_on_the_lines_of_lists_sessions_and_the_greatest_calls() {
    var tagged = new Made(CallId.next(CLOCK, RANDOM), CLOCK.millis()).session("会话").nanos(9);
    tagged.tag("team", "红队").tag("env", "prod");
    var plain = new Made(CallId.next(CLOCK, RANDOM), CLOCK.millis()).session("会话").nanos(1);
    try (var store = SqlStore.open(folder, ZoneOffset.UTC);
        var calls = SqlCalls.open(folder, ZoneOffset.UTC, CLOCK)) {
      store.add(CallBatch.of(Made.all(tagged, plain), new SpoolPosition(1, 1)));

      var session = requireNonNull(calls.analysis().session("会话", -1, 10)).calls();
      var top = calls.analysis().top(new Asked().query().filter(), Top.COST, 2).calls();
      for (var lines : List.of(calls.list(new Asked().query()).calls(), session, top)) {
        assertThat(lines)
            .extracting(CallLine::tags)
            .containsExactlyInAnyOrder(Map.of("team", "红队", "env", "prod"), Map.of());
      }
    }
  }

  @Test
  void a_line_has_no_more_than_16_tags_in_the_order_of_their_names() {
    var call = new Made(CallId.next(CLOCK, RANDOM), CLOCK.millis());
    for (int n = 40; n >= 10; n--) call.tag("t" + n, "v" + n);
    try (var store = SqlStore.open(folder, ZoneOffset.UTC);
        var calls = SqlCalls.open(folder, ZoneOffset.UTC, CLOCK)) {
      store.add(CallBatch.of(Made.all(call), new SpoolPosition(1, 1)));

      var line = calls.list(new Asked().query()).calls().getFirst();
      assertThat(line.tags()).hasSize(16).containsEntry("t25", "v25");
      assertThat(List.copyOf(line.tags().keySet())).isSorted();
      assertThat(CallLine.of(call.ended().record()).tags()).isEqualTo(line.tags());
    }
  }

  @Test
  void bodies_that_were_deleted_are_said_to_be_expired() {
    var call = Ended.call("one");
    try (var store = SqlStore.open(folder, ZoneOffset.UTC);
        var calls = SqlCalls.open(folder, ZoneOffset.UTC, CLOCK)) {
      store.add(CallBatch.of(List.of(call), new SpoolPosition(1, 1)));
      var id = call.record().id();
      assertThat(requireNonNull(calls.find(id)).record().payloads()).isEqualTo(PayloadsState.KEPT);

      store.forget(id);
      assertThat(requireNonNull(calls.find(id)).record().payloads())
          .isEqualTo(PayloadsState.EXPIRED);
    }
  }
}
