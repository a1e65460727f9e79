package io.llmcallgateway.store.sql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.CallBatch;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.Ended;
import io.llmcallgateway.journal.SpoolPosition;
import io.llmcallgateway.model.record.PayloadsState;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredLinesTest {
  private static final InstantSource CLOCK = InstantSource.system();

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
