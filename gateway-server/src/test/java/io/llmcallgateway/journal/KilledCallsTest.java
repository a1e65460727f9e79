package io.llmcallgateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.CallBegin;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls that were under way when the process was killed. A kill is a copy of the folder: what is
/// in the files then is all that the next process has.
final class KilledCallsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final CallId REPEATED = CallId.next(InstantSource.system(), new Random(3));

  @TempDir private Path folder;
  private final MemoryStore store = new MemoryStore();
  private final Path first = Path.of("first");

  private Journal open(String name, JournalPolicy policy) throws IOException {
    return Journal.open(
        folder.resolve(name),
        1 << 24,
        () -> store,
        EndedCall::record,
        policy,
        InstantSource.system());
  }

  private Journal open() throws IOException {
    var journal = open(first.toString(), Policies.PLAIN);
    journal.start();
    return journal;
  }

  /// The call whose record will be `ended`, as it begins.
  private record Begun(EndedCall ended) implements ActiveCall {
    @Override
    public CallId id() {
      return ended.record().id();
    }

    @Override
    public CallBegin describe() {
      var record = ended.record();
      return new CallBegin(
          record.id(),
          record.startedAt(),
          record.operation(),
          record.dialect(),
          record.stream(),
          record.models(),
          record.client(),
          record.tags(),
          record.config(),
          record.question(),
          REPEATED,
          ended.listed());
    }
  }

  private static EndedCall begun(Journal journal, String question, boolean listed) {
    var call = Ended.call(question, listed);
    journal.begin(new Begun(call));
    return call;
  }

  private List<Path> beginFiles(String name) throws IOException {
    try (var files = Files.list(Journal.spoolFolder(folder.resolve(name)))) {
      return files.filter(file -> file.toString().endsWith(".begun")).toList();
    }
  }

  /// Calls without an end in the begin files.
  private int open(String name) throws IOException {
    int open = 0;
    for (var file : beginFiles(name)) open += BeginFrame.open(Files.readAllBytes(file)).size();
    return open;
  }

  private void awaitBegun(int calls) throws Exception {
    Await.until(calls + " calls written down", () -> open(first.toString()) == calls);
  }

  /// The folder of a process that was killed now.
  private String killed() throws IOException {
    var name = UUID.randomUUID().toString();
    var to = Journal.spoolFolder(folder.resolve(name));
    Files.createDirectories(to);
    try (var files = Files.list(Journal.spoolFolder(folder.resolve(first)))) {
      for (var file : files.toList()) Files.copy(file, to.resolve(file.getFileName()));
    }
    return name;
  }

  private void restart(String name) throws Exception {
    try (var journal = open(name, Policies.PLAIN)) {
      journal.start();
      assertThat(journal.settle(LONG)).isTrue();
      Await.until("replayed", journal::replayed);
      assertThat(journal.settle(LONG)).isTrue();
      assertThat(beginFiles(name)).isEmpty();
    }
  }

  private CallRecord record(EndedCall call) {
    return store.calls().stream()
        .map(EndedCall::record)
        .filter(record -> record.id().equals(call.record().id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_call_that_was_under_way_has_one_record_that_says_so() throws Exception {
    try (var journal = open()) {
      var cut = begun(journal, "被切断", true);
      var ended = begun(journal, "ended", true);
      awaitBegun(2);
      journal.append(ended);
      assertThat(journal.settle(LONG)).isTrue();
      awaitBegun(1);
      restart(killed());

      var record = record(cut);
      assertThat(record.state()).isEqualTo(CallRecord.State.STOPPED);
      var failure = Objects.requireNonNull(record.failure());
      assertThat(failure.code()).isEqualTo(CallBegin.KILLED);
      assertThat(failure.message()).contains("killed");
      assertThat(record.models()).isEqualTo(cut.record().models());
      assertThat(record.client()).isEqualTo(cut.record().client());
      assertThat(record.tags()).isEqualTo(cut.record().tags());
      assertThat(record.question()).isEqualTo("被切断");
      assertThat(record.replayOf()).isEqualTo(REPEATED);
      assertThat(record.timing().total()).isPositive();
      assertThat(record(ended)).isEqualTo(ended.record());
      assertThat(store.calls()).hasSize(2);
      assertThat(store.again()).isEmpty();
      journal.append(cut);
    }
  }

  @Test
  void a_call_whose_end_still_waits_in_the_spool_has_its_own_record_alone() throws Exception {
    try (var journal = open(first.toString(), Policies.PLAIN)) {
      var ended = begun(journal, "ended", true);
      var counted = begun(journal, "counted", false);
      awaitBegun(2);
      journal.append(ended); // nobody moves it
      journal.append(counted);
      restart(killed());

      assertThat(record(ended)).isEqualTo(ended.record());
      assertThat(record(counted).state()).isEqualTo(CallRecord.State.ERROR);
      assertThat(store.calls()).hasSize(2);
      assertThat(store.again()).isEmpty();
    }
  }

  @Test
  void a_call_that_is_only_counted_is_counted_once() throws Exception {
    try (var journal = open()) {
      var cut = begun(journal, "", false);
      awaitBegun(1);
      var folder = killed();
      restart(folder);
      restart(folder); // which finds nothing more
      assertThat(store.calls()).singleElement().extracting(EndedCall::listed).isEqualTo(false);
      assertThat(store.again()).isEmpty();
      journal.append(cut);
    }
  }

  @Test
  void a_short_call_is_never_written_down_and_files_go_with_their_calls() throws Exception {
    try (var journal = open()) {
      for (int n = 0; n < 100; n++) journal.append(begun(journal, "short " + n, true));
      var open = begun(journal, "long", true);
      awaitBegun(1);
      journal.append(open);
      assertThat(journal.settle(LONG)).isTrue();
      awaitBegun(0);
    }
    assertThat(store.calls()).hasSize(101);
    assertThat(beginFiles(first.toString())).isEmpty();
  }

  @Test
  void a_call_that_has_begun_is_masked_before_it_is_written() throws Exception {
    var redaction = Redaction.of(List.of("email"), UnaryOperator.identity());
    try (var journal = open(first.toString(), Policies.of(redaction))) {
      var call = begun(journal, "写信给 li.lei@example.com", true);
      awaitBegun(1);
      for (var file : beginFiles(first.toString())) {
        assertThat(new String(Files.readAllBytes(file), UTF_8))
            .contains("写信给 [redacted]")
            .doesNotContain("example");
      }
      journal.append(call);
    }
  }

  @Test
  void a_torn_begin_file_tells_what_is_whole() throws Exception {
    try (var journal = open(first.toString(), Policies.PLAIN)) {
      var one = begun(journal, "one", true);
      awaitBegun(1);
      var name = killed();
      var file = beginFiles(name).getFirst();
      var whole = Files.readAllBytes(file);
      var torn = Arrays.copyOf(whole, whole.length + 20);
      System.arraycopy(whole, 0, torn, whole.length, 20);
      Files.write(file, torn);
      restart(name);
      assertThat(store.calls()).hasSize(1);
      journal.append(one);
    }
  }
}
