package io.llmcallgateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.journal.Ended;
import io.llmcallgateway.journal.Journal;
import io.llmcallgateway.journal.Policies;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal whose files somebody deletes while it runs.
final class RemovedFolderTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final ZoneId ZONE = ZoneId.of("Asia/Kathmandu");

  @TempDir private Path parent;
  private Path data;
  private Journal journal;

  @BeforeEach
  void open() throws Exception {
    data = parent.resolve("data");
    journal =
        Journal.open(
            data,
            1 << 24,
            () -> SqlStore.open(data, ZONE),
            EndedCall::record,
            Policies.PLAIN,
            InstantSource.system());
    journal.start();
    journal.append(Ended.call("before"));
    assertThat(journal.settle(LONG)).isTrue();
    assertThat(questions()).containsExactly("before");
    assertThat(journal.notice()).isNull();
  }

  @AfterEach
  void close() throws Exception {
    journal.close();
  }

  private List<String> questions() {
    try (var calls = SqlCalls.open(data, ZONE, InstantSource.system())) {
      return calls.list(CallQuery.newest(CallFilter.ALL)).calls().stream()
          .map(CallLine::question)
          .toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
    }
  }

  @Test
  void a_data_folder_that_is_removed_is_noticed_and_made_anew_and_later_calls_are_kept()
      throws Exception {
    delete(data);
    journal.append(Ended.call("at once"));
    Await.until("notice", LONG, () -> journal.notice() != null);
    Await.until("a new database", LONG, () -> Files.exists(data.resolve("journal.db")));
    journal.append(Ended.call("later"));
    assertThat(journal.settle(LONG)).isTrue();

    assertThat(questions()).containsExactlyInAnyOrder("at once", "later");
    assertThat(journal.trouble()).isNull();
    assertThat(journal.removedFiles()).isEqualTo(2);
    journal.close();
    assertThat(questions()).containsExactlyInAnyOrder("at once", "later");
  }

  @Test
  void a_database_that_is_removed_alone_is_made_anew() throws Exception {
    try (var files = Files.list(data)) {
      for (var file : files.filter(one -> one.toString().contains("journal.db")).toList()) {
        Files.delete(file);
      }
    }
    journal.append(Ended.call("at once"));
    assertThat(journal.settle(LONG)).isTrue();
    assertThat(questions()).containsExactly("at once");
    Await.until("notice", LONG, () -> journal.notice() != null);
  }
}
