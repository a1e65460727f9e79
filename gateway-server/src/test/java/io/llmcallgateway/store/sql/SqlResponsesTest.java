package io.llmcallgateway.store.sql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.CallBatch;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.Retention;
import io.llmcallgateway.journal.SpoolPosition;
import io.llmcallgateway.model.CallId;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers that are come back to, in the store.
final class SqlResponsesTest {
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
  private static final Instant NOON = Instant.parse("2026-11-22T06:15:00Z");

  @TempDir private Path folder;
  private final Random random = new Random(17);
  private SqlStore store;
  private SqlCalls calls;

  @BeforeEach
  void open() {
    store = SqlStore.open(folder, KATHMANDU);
    calls = SqlCalls.open(folder, KATHMANDU, InstantSource.fixed(NOON));
  }

  @AfterEach
  void close() {
    calls.close();
    store.close();
  }

  private Made call(Instant at) {
    return new Made(CallId.next(() -> at, random), at.toEpochMilli());
  }

  private void add(Made... made) {
    store.add(CallBatch.of(Made.all(made), new SpoolPosition(1, 1)));
  }

  private List<String> found(String words) {
    return calls.list(new Asked().text(words).query()).calls().stream().map(CallLine::id).toList();
  }

  private long indexed() throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM response")) {
      return rows.getLong(1);
    }
  }

  @Test
  void an_answer_is_found_by_its_providers_id() {
    var one = call(NOON).response("resp_一");
    add(one, call(NOON).response("resp_2"), call(NOON).withPayload());
    var found = requireNonNull(calls.answered("resp_一"));
    assertThat(found.record().id()).isEqualTo(one.callId());
    assertThat(found.payloads()).hasSize(1);
    assertThat(calls.answered("resp_3")).isNull();
  }

  @Test
  void what_is_forgotten_leaves_its_record_and_no_word() throws Exception {
    var gone = call(NOON).question("忘记这句").response("resp_1");
    var pending = call(NOON).question("忘记那句").response("resp_2");
    var other = call(NOON).question("记住这句").response("resp_3");
    add(gone, other);
    store.index(9);
    add(pending);
    store.forget(gone.callId());
    store.forget(pending.callId());
    store.forget(CallId.next(() -> NOON, random)); // never was
    store.index(9);

    assertThat(calls.answered("resp_1")).isNull();
    var record = requireNonNull(calls.find(gone.callId()));
    assertThat(record.payloads()).isEmpty();
    assertThat(record.record().question()).isEmpty();
    assertThat(found("忘记")).isEmpty();
    assertThat(found("记住")).containsExactly(other.callId().text());
    assertThat(calls.list(new Asked().query()).calls())
        .extracting(CallLine::question)
        .containsExactlyInAnyOrder("", "", "记住这句");
    assertThat(indexed()).isEqualTo(1);

    add(gone); // as a spool that is replayed has it
    assertThat(requireNonNull(calls.find(gone.callId())).payloads()).isEmpty();
    assertThat(calls.answered("resp_1")).isNull();
  }

  @Test
  void ids_go_with_the_payloads() throws Exception {
    add(
        call(NOON.minus(Duration.ofDays(400))).response("resp_ancient"),
        call(NOON.minus(Duration.ofDays(8))).response("resp_old"),
        call(NOON).response("resp_new"));
    assertThat(indexed()).isEqualTo(3);
    var retention = new Retention(Duration.ofDays(365), Duration.ofDays(7), 1L << 40);
    while (store.sweep(retention, NOON.toEpochMilli())) {}
    assertThat(indexed()).isEqualTo(1);
    assertThat(calls.answered("resp_old")).isNull();
    assertThat(calls.answered("resp_new")).isNotNull();
  }
}
