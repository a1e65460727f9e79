package io.llmcallgateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.model.record.PayloadsState;
import io.llmcallgateway.testkit.Await;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  @TempDir private Path folder;
  private final MemoryStore store = new MemoryStore();

  private Journal open(long limit) throws IOException {
    var journal = make(limit);
    journal.start();
    return journal;
  }

  private Journal make(long limit) throws IOException {
    return Journal.open(
        folder, limit, () -> store, EndedCall::record, Policies.PLAIN, InstantSource.system());
  }

  private static List<String> questions(List<EndedCall> calls) {
    return calls.stream().map(call -> call.record().question()).toList();
  }

  @Test
  void what_is_appended_reaches_the_store_whole() throws Exception {
    var call = Ended.call("你好");
    try (var journal = open(1 << 20)) {
      journal.append(call);
      assertThat(journal.settle(LONG)).isTrue();

      var kept = store.calls().getFirst();
      assertThat(kept.record()).isEqualTo(call.record());
      assertThat(kept.payloads())
          .extracting(payload -> payload.kind() + " " + payload.size() + payload.body().utf8())
          .containsExactlyElementsOf(
              call.payloads().stream()
                  .map(payload -> payload.kind() + " " + payload.size() + payload.body().utf8())
                  .toList());
      assertThat(journal.waitingBytes()).isZero();
    }
  }

  @Test
  void listeners_hear_each_call_once_though_one_of_them_throws_and_the_store_had_failed()
      throws Exception {
    var heard = new ConcurrentLinkedQueue<CallRecord>();
    killedWith(Ended.call("replayed"));
    store.failNext(1);
    var journal = make(1 << 20);
    journal.listen(
        _ -> {
          throw new IllegalStateException("deaf");
        });
    journal.listen(new ListenerWithTexts(heard));
    try (journal) {
      journal.start();
      journal.append(Ended.call("今日"));
      assertThat(journal.settle(LONG)).isTrue();
    }
    assertThat(heard).extracting(CallRecord::question).containsExactly("replayed", "今日");
    assertThat(questions(store.calls())).containsExactly("replayed", "今日");
  }

  @Test
  void what_was_said_is_told_to_those_alone_who_want_to_hear_it() throws Exception {
    var heard = new ConcurrentLinkedQueue<CallRecord>();
    var journal = make(1 << 20);
    journal.listen(calls -> calls.forEach(call -> heard.add(call.record())));
    try (journal) {
      journal.start();
      journal.append(Ended.call("secret"));
      assertThat(journal.settle(LONG)).isTrue();
    }
    assertThat(heard).singleElement().extracting(CallRecord::question).isEqualTo("");
    assertThat(questions(store.calls())).containsExactly("secret");
  }

  @Test
  void many_threads_append_at_once_and_nothing_is_lost() throws Exception {
    int each = 500;
    try (var journal = open(1L << 30)) {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 16; i++) {
          int from = i * each;
          threads.execute(
              () -> {
                for (int n = from; n < from + each; n++) {
                  journal.append(Ended.call("call " + n));
                }
              });
        }
      }
      assertThat(journal.settle(LONG)).isTrue();
    }
    assertThat(questions(store.calls()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 16 * each).mapToObj(n -> "call " + n).toList());
  }

  @Test
  void an_interrupted_thread_still_appends_and_harms_no_other() throws Exception {
    try (var journal = open(1L << 30)) {
      for (int n = 0; n < 50; n++) {
        Thread.currentThread().interrupt();
        journal.append(Ended.call("interrupted " + n));
        assertThat(Thread.interrupted()).isTrue();
      }
      journal.append(Ended.call("after"));
      assertThat(journal.settle(LONG)).isTrue();
    }
    assertThat(store.calls()).hasSize(51);
  }

  @Test
  void a_file_that_is_full_is_followed_by_the_next_and_goes_when_it_is_moved() throws Exception {
    var large = Body.of(new byte[9 << 20]);
    var call = Ended.call("large");
    try (var journal = open(1L << 30)) {
      for (int n = 0; n < 16; n++) {
        var payload = new Payload(Payload.Kind.CLIENT_REQUEST, -1, null, large.size(), large);
        journal.append(new EndedCall(Ended.call("large " + n).record(), List.of(payload), true));
      }
      assertThat(journal.settle(LONG)).isTrue();
      journal.append(call);
      assertThat(journal.settle(LONG)).isTrue();
    }
    assertThat(store.calls()).hasSize(17);
    assertThat(Spool.files(Journal.spoolFolder(folder))).isEmpty();
  }

  @Test
  void a_start_replays_what_a_killed_process_left() throws Exception {
    killedWith(Ended.call("一"), Ended.call("二"));
    try (var journal = open(1 << 20)) {
      assertThat(journal.settle(LONG)).isTrue();
      Await.until("replayed", journal::replayed);
    }
    assertThat(questions(store.calls())).containsExactly("一", "二");
    assertThat(Spool.files(Journal.spoolFolder(folder))).isEmpty();
  }

  /// A spool as it stands when nobody moved it.
  private Path killedWith(EndedCall... calls) throws IOException {
    try (var spool = new Spool(Journal.spoolFolder(folder), 1 << 30, InstantSource.system())) {
      for (var call : calls) spool.append(call);
    }
    return Spool.files(Journal.spoolFolder(folder)).getLast();
  }

  @Test
  void a_torn_tail_is_skipped() throws Exception {
    var path = killedWith(Ended.call("whole"), Ended.call("torn"));
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(file.length() - 7);
    }
    try (var journal = open(1 << 20)) {
      assertThat(journal.settle(LONG)).isTrue();
      assertThat(journal.skippedBytes()).isPositive();
      journal.append(Ended.call("later"));
    }
    assertThat(questions(store.calls())).containsExactly("whole", "later");
  }

  @Test
  void a_gap_in_the_middle_costs_only_what_was_in_it() throws Exception {
    var calls = List.of(Ended.call("first"), Ended.call("lost"), Ended.call("last"));
    var path = killedWith(calls.toArray(EndedCall[]::new));
    int first = SpoolFrame.write(calls.get(0)).length;
    int second = SpoolFrame.write(calls.get(1)).length;
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(first);
      file.write(new byte[second]);
    }
    try (var journal = open(1 << 20)) {
      assertThat(journal.settle(LONG)).isTrue();
      assertThat(journal.skippedBytes()).isEqualTo(second);
    }
    assertThat(questions(store.calls())).containsExactly("first", "last");
  }

  @Test
  void a_spool_of_noise_starts_all_the_same() throws Exception {
    var noise = new byte[300_000];
    new java.util.Random(7).nextBytes(noise);
    Files.createDirectories(Journal.spoolFolder(folder));
    Files.write(Journal.spoolFolder(folder).resolve("%020d.spool".formatted(3)), noise);
    try (var journal = open(1 << 20)) {
      assertThat(journal.settle(LONG)).isTrue();
      journal.append(Ended.call("works"));
    }
    assertThat(questions(store.calls())).containsExactly("works");
  }

  @Test
  void what_is_in_the_store_already_is_not_moved_again() throws Exception {
    var one = Ended.call("one");
    var path = killedWith(one, Ended.call("two"));
    long number = SpoolFile.number(path);
    store.add(CallBatch.of(List.of(one), new SpoolPosition(number, SpoolFrame.write(one).length)));
    try (var journal = open(1 << 20)) {
      assertThat(journal.settle(LONG)).isTrue();
    }
    assertThat(questions(store.calls())).containsExactly("one", "two");
    assertThat(store.batches()).isEqualTo(2);
  }

  @Test
  void a_store_that_fails_gets_the_records_once_it_works() throws Exception {
    store.failNext(1);
    try (var journal = open(1 << 20)) {
      journal.append(Ended.call("patience"));
      assertThat(journal.settle(LONG)).isTrue();
    }
    assertThat(questions(store.calls())).containsExactly("patience");
  }

  @Test
  void a_full_spool_sheds_payloads_first_and_then_records_and_counts_both() throws Exception {
    int frame = SpoolFrame.write(Ended.call("0000")).length;
    var calls = new ArrayList<EndedCall>();
    try (var spool = new Spool(Journal.spoolFolder(folder), 4L * frame, InstantSource.system())) {
      for (int n = 1_000; n < 1_040; n++) spool.append(Ended.call(Integer.toString(n)));
      assertThat(spool.shedPayloads()).isPositive();
      assertThat(spool.shedRecords()).isPositive();
      calls.addAll(SpoolTail.after(folder, SpoolPosition.START));
      assertThat(calls.size() + spool.shedRecords()).isEqualTo(40);
    }
    assertThat(calls.getFirst().payloads()).hasSize(4);
    assertThat(calls.getFirst().record().payloads()).isEqualTo(PayloadsState.KEPT);
    assertThat(calls.getLast().payloads()).isEmpty();
    assertThat(calls.getLast().record().payloads()).isEqualTo(PayloadsState.SHED);
  }

  @Test
  void a_reader_beside_sees_what_is_not_moved_yet() throws Exception {
    var path = killedWith(Ended.call("moved"), Ended.call("waiting"));
    int first = SpoolFrame.write(SpoolTail.after(folder, SpoolPosition.START).getFirst()).length;
    var position = new SpoolPosition(SpoolFile.number(path), first);

    assertThat(questions(SpoolTail.after(folder, position))).containsExactly("waiting");
  }

  @Test
  void redaction_masks_before_anything_is_written() throws Exception {
    var redaction =
        Redaction.of(
            List.of("keys", "email", "phone", "id-number", "内部\\d+"),
            text -> text.replace("sk-secret", "***"));
    var secret =
        "sk-secret 王@x 邮箱 li.lei@example.com 电话13812345678 +86 138 1234 5678 号 11010519491231002X"
            + " 内部42";
    var masked = redaction.of(Ended.call(secret));

    assertThat(masked.record().question())
        .isEqualTo(
            "*** 王@x 邮箱 [redacted] 电话13812345678 [redacted] 号 [redacted] [redacted]"
                .replace("电话13812345678", "电话[redacted]"));
    for (var payload : masked.payloads()) {
      assertThat(payload.body().utf8())
          .doesNotContain("sk-secret", "example.com", "138", "110105", "内部42");
    }
    assertThat(masked.payloads().get(0).body()).isSameAs(masked.payloads().get(2).body());
  }

  @Test
  void what_is_escaped_in_json_is_masked_too() {
    var redaction = Redaction.of(List.of("email", "内部\\d+"), UnaryOperator.identity());
    var body =
        Body.utf8(
            """
            {"a":"\\u5185\\u90e842 and li\\u0040example.com","b":"\\\\u5185部42","c":"\\u0022\\ud83d\\ude00\\n"}\
            """);
    var call = Ended.call("x");
    var payload = new Payload(Payload.Kind.CLIENT_REQUEST, -1, null, body.size(), body);
    var masked = redaction.of(new EndedCall(call.record(), List.of(payload), true));
    assertThat(masked.payloads().getFirst().body().utf8())
        .isEqualTo(
            """
            {"a":"[redacted] and [redacted]","b":"\\\\u5185部42","c":"\\u0022\\ud83d\\ude00\\n"}\
            """);
  }

  @Test
  void labels_and_what_providers_said_are_masked_too() {
    var redaction =
        Redaction.of(
            List.of("鲁迅", "session", "红", "too late", "截断", "天气"), UnaryOperator.identity());
    var masked = redaction.of(Ended.call("x")).record();
    assertThat(masked.client().user()).isEqualTo("[redacted]");
    assertThat(masked.client().session()).isEqualTo("[redacted]-1");
    assertThat(masked.tags()).containsEntry("team", "[redacted]队").containsEntry("env", "prod");
    assertThat(masked.attempts().getFirst().failure())
        .extracting(Failure::message)
        .isEqualTo("[redacted]");
    assertThat(masked.failure()).extracting(Failure::message).isEqualTo("[redacted]: cut");
    assertThat(masked.tools()).containsExactly("search", "[redacted]");
    assertThat(masked.headers().answer().first("content-type")).isEqualTo("text/[redacted]");
    assertThat(masked.attempts().getLast().headers().answer().first("x-request-id"))
        .isEqualTo("req-[redacted]");
  }

  @Test
  void a_redaction_rule_that_cannot_be_is_told() {
    assertThat(Redaction.problem("email")).isNull();
    assertThat(Redaction.problem("a+b")).isNull();
    assertThat(Redaction.problem("(")).contains("no regular expression");
    assertThat(Redaction.problem("x*")).contains("matches everything");
  }

  @Test
  void a_histogram_adds_up_and_tells_percentiles() {
    var one = new Histogram();
    var two = new Histogram();
    for (int n = 1; n <= 900; n++) one.add(n * 1_000L);
    for (int n = 901; n <= 1_000; n++) two.add(n * 1_000L);
    var both = Histogram.of(one.bytes());
    both.add(Histogram.of(two.bytes()));

    assertThat(both.count()).isEqualTo(1_000);
    assertThat(both.quantile(0.5)).isBetween(450_000L, 550_000L);
    assertThat(both.quantile(0.99)).isBetween(890_000L, 1_090_000L);
    assertThat(new Histogram().quantile(0.5)).isEqualTo(-1);
  }
}
