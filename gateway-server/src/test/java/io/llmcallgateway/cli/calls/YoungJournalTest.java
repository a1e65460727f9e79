package io.llmcallgateway.cli.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.Ended;
import io.llmcallgateway.journal.Journal;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.journal.Policies;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.store.sql.SqlStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A gateway that is killed right after its start leaves its database at any step of its making.
/// The calls that it answered are in the spool and are shown all the same.
final class YoungJournalTest {
  @TempDir private Path folder;
  private final PrintStream outBefore = System.out;
  private final PrintStream errorsBefore = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Path data;

  @BeforeEach
  void answer() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    var journal =
        Journal.open(
            data,
            1 << 20,
            () -> {
              throw new JournalException("killed before it was open");
            },
            EndedCall::record,
            Policies.PLAIN,
            InstantSource.system());
    try (journal) {
      journal.append(Ended.call("鲁迅是谁？"));
    }
    var both = new PrintStream(printed, true, UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  @AfterEach
  void restore() {
    System.setOut(outBefore);
    System.setErr(errorsBefore);
  }

  private Path database() {
    return data.resolve("journal.db");
  }

  private void assertShown() throws IOException {
    var config = Files.writeString(folder.resolve("gateway.yaml"), "data-dir: '" + data + "'\n");
    int status = new CommandLine(new CallsCommand()).execute("list", "--config", config.toString());
    assertThat(printed.toString(UTF_8)).contains("鲁迅是谁？");
    assertThat(status).isZero();
  }

  @Test
  void no_database_is_there() throws Exception {
    assertShown();
  }

  @Test
  void its_file_is_empty() throws Exception {
    Files.createFile(database());
    assertShown();
  }

  @Test
  void its_file_has_a_head_but_no_tables() throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database());
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
    }
    assertThat(database()).isNotEmptyFile();
    assertShown();
  }

  @Test
  void its_tables_are_in_the_log_beside_it_alone() throws Exception {
    var open = Files.createDirectory(folder.resolve("open"));
    try (var _ = SqlStore.open(open, ZoneId.of("Asia/Kathmandu"))) {
      for (var name : new String[] {"journal.db", "journal.db-wal"}) {
        Files.copy(open.resolve(name), data.resolve(name));
      }
    }
    assertThat(data.resolve("journal.db-wal")).isNotEmptyFile();
    assertShown();
  }
}
