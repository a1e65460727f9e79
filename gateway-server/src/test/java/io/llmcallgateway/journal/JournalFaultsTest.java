package io.llmcallgateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.testkit.Await;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The journal's thread among stores, completers, listeners and calls that fail.
@Tag("slow")
final class JournalFaultsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String POISON = "毒";

  @TempDir private Path folder;
  private final MemoryStore store = new MemoryStore();

  private Journal open(CallCompleter completer) throws IOException {
    var journal =
        Journal.open(
            folder, 1 << 24, () -> store, completer, Policies.PLAIN, InstantSource.system());
    journal.start();
    return journal;
  }

  private Journal open() throws IOException {
    return open(EndedCall::record);
  }

  private List<String> questions() {
    return store.calls().stream().map(call -> call.record().question()).toList();
  }

  private static boolean isPoison(EndedCall call) {
    return call.record().question().equals(POISON);
  }

  private List<Path> quarantined() throws IOException {
    return Spool.files(folder.resolve("quarantine"));
  }

  @Test
  void a_call_that_breaks_the_store_is_set_aside_and_the_others_are_stored() throws Exception {
    store.poison(JournalFaultsTest::isPoison);
    try (var journal = open()) {
      for (int n = 0; n < 100; n++) {
        if (n == 30 || n == 70) journal.append(Ended.call(POISON));
        journal.append(Ended.call("call " + n));
      }
      assertThat(journal.settle(LONG)).isTrue();
      assertThat(journal.quarantined()).isEqualTo(2);
      assertThat(journal.trouble()).isNull();
      assertThat(journal.waitingBytes()).isZero();
      journal.append(Ended.call("after"));
      assertThat(journal.settle(LONG)).isTrue();
    }
    assertThat(store.calls()).hasSize(101).noneMatch(JournalFaultsTest::isPoison);
    assertThat(quarantined()).hasSize(2);
    assertThat(Path.of(quarantined().getFirst() + ".txt"))
        .content()
        .contains("cannot be stored", "StackOverflowError");
  }

  @Test
  void a_call_that_was_set_aside_is_tried_again_where_its_file_is_moved_back() throws Exception {
    store.poison(JournalFaultsTest::isPoison);
    try (var journal = open()) {
      journal.append(Ended.call(POISON));
      assertThat(journal.settle(LONG)).isTrue();
    }
    for (var file : quarantined()) {
      Files.move(file, Journal.spoolFolder(folder).resolve(file.getFileName()));
    }
    store.poison(_ -> false);
    try (var journal = open()) {
      assertThat(journal.settle(LONG)).isTrue();
    }
    assertThat(questions()).containsExactly(POISON);
    assertThat(store.calls().getFirst().payloads()).hasSize(4);
  }

  @Test
  void a_store_that_takes_nothing_is_told_until_it_does_and_no_call_is_set_aside()
      throws Exception {
    store.failNext(Integer.MAX_VALUE);
    try (var journal = open()) {
      journal.append(Ended.call("patience"));
      Await.until("trouble", LONG, () -> journal.trouble() != null);
      assertThat(journal.trouble()).contains("the disk is full");
      store.failNext(0);
      assertThat(journal.settle(LONG)).isTrue();
      Await.until("no trouble", () -> journal.trouble() == null);
      assertThat(journal.quarantined()).isZero();
    }
    assertThat(questions()).containsExactly("patience");
  }

  @Test
  void an_error_of_a_duty_ends_neither_the_thread_nor_other_duties() throws Exception {
    store.failToIndex();
    try (var journal = open()) {
      for (int n = 0; n < 3; n++) {
        journal.append(Ended.call("call " + n));
        assertThat(journal.settle(LONG)).isTrue();
      }
      var call = store.calls().getFirst();
      journal.forget(call.record().id());
      assertThat(store.calls().getFirst().payloads()).isEmpty();
    }
    assertThat(questions()).hasSize(3);
  }

  @Test
  void a_record_that_cannot_be_completed_is_kept_as_it_is() throws Exception {
    CallCompleter completer =
        call -> {
          if (isPoison(call)) throw new NoClassDefFoundError("a vocabulary");
          return call.record();
        };
    try (var journal = open(completer)) {
      journal.append(Ended.call(POISON));
      journal.append(Ended.call("good"));
      assertThat(journal.settle(LONG)).isTrue();
    }
    assertThat(questions()).containsExactly(POISON, "good");
  }

  @Test
  void an_error_of_a_listener_harms_nobody() throws Exception {
    var heard = new ConcurrentLinkedQueue<CallRecord>();
    try (var journal = open()) {
      journal.listen(
          _ -> {
            throw new AssertionError("deaf");
          });
      journal.listen(new ListenerWithTexts(heard));
      journal.append(Ended.call("one"));
      assertThat(journal.settle(LONG)).isTrue();
      Await.until("told", () -> !heard.isEmpty());
    }
    assertThat(questions()).containsExactly("one");
  }

  @Test
  void a_frame_of_another_version_is_set_aside_once() throws Exception {
    Path file;
    try (var spool = new Spool(Journal.spoolFolder(folder), 1 << 30, InstantSource.system())) {
      var _ = spool.append(Ended.call("before"));
      file = Spool.files(Journal.spoolFolder(folder)).getLast();
    }
    var later = unreadable();
    Files.write(file, later, StandardOpenOption.APPEND);
    store.failNext(2);
    try (var journal = open()) {
      assertThat(journal.settle(LONG)).isTrue();
      assertThat(journal.quarantined()).isEqualTo(1);
    }
    assertThat(questions()).containsExactly("before");
    assertThat(quarantined())
        .singleElement()
        .satisfies(one -> assertThat(one).hasBinaryContent(later));
  }

  /// A whole frame with a record that is no JSON.
  private static byte[] unreadable() {
    var frame = SpoolFrame.write(Ended.call("later version"));
    var bytes = ByteBuffer.wrap(frame);
    frame[SpoolFrame.HEAD + 8] = '#';
    var checksum = new CRC32C();
    checksum.update(frame, SpoolFrame.HEAD, frame.length - SpoolFrame.HEAD);
    bytes.putInt(8, (int) checksum.getValue());
    return frame;
  }
}
