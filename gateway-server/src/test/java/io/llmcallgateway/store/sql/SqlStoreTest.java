package io.llmcallgateway.store.sql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.journal.CallBatch;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallReader.Facet;
import io.llmcallgateway.journal.Ended;
import io.llmcallgateway.journal.Retention;
import io.llmcallgateway.journal.SpoolPosition;
import io.llmcallgateway.journal.SumsQuery;
import io.llmcallgateway.journal.SumsRow;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.EndedCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlStoreTest {
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu"); // +05:45
  private static final Instant NOON = Instant.parse("2026-11-22T06:15:00Z"); // 12:00 there
  private static final InstantSource CLOCK = InstantSource.fixed(NOON.plusSeconds(3_600));

  @TempDir private Path folder;
  private final Random random = new Random(11);
  private SqlStore store;
  private @Nullable SqlCalls reader;
  private long moved;

  @BeforeEach
  void open() {
    store = SqlStore.open(folder, KATHMANDU);
  }

  @AfterEach
  void close() {
    if (reader != null) reader.close();
    store.close();
  }

  private SqlCalls calls() {
    var open = reader;
    if (open == null) open = SqlCalls.open(folder, KATHMANDU, CLOCK, _ -> () -> false);
    reader = open;
    return open;
  }

  private Made call() {
    return new Made(CallId.next(() -> NOON, random), NOON.toEpochMilli());
  }

  private void add(Made... calls) {
    store.add(CallBatch.of(Made.all(calls), new SpoolPosition(1, ++moved)));
  }

  private List<String> questions(UnaryOperator<Asked> asked) {
    return calls().list(asked.apply(new Asked()).query()).calls().stream()
        .map(CallLine::question)
        .toList();
  }

  @Test
  void a_call_comes_back_whole() {
    var ended = Ended.call("鲁迅写了什么？");
    store.add(CallBatch.of(List.of(ended), new SpoolPosition(3, 99)));

    var found = calls().find(ended.record().id());
    assertThat(requireNonNull(found).record()).isEqualTo(ended.record());
    assertThat(found.payloads())
        .extracting(
            each -> each.kind() + ":" + each.attempt() + ":" + each.size() + each.body().utf8())
        .containsExactlyElementsOf(
            ended.payloads().stream()
                .map(
                    each ->
                        each.kind() + ":" + each.attempt() + ":" + each.size() + each.body().utf8())
                .toList());
    assertThat(calls().position()).isEqualTo(new SpoolPosition(3, 99));
    assertThat(calls().find(CallId.next(() -> NOON, random))).isNull();
  }

  @Test
  void a_call_that_is_there_already_is_neither_kept_nor_counted_again() {
    var call = call().question("one");
    add(call);
    add(call, call, call().question("two"));

    assertThat(questions(asked -> asked)).containsExactlyInAnyOrder("one", "two");
    assertThat(total().calls()).isEqualTo(2);
    assertThat(calls().facets("model", 9)).containsExactly(new Facet("gpt-5", 2));
  }

  @Test
  void calls_whose_numbers_collide_stand_beside_each_other() {
    var first = new CallId("01a20a52-f587-7000-8000-000000000001");
    var second = new CallId("01a20a52-f587-7000-8000-000000000002");
    add(new Made(first, 1).question("first"), new Made(second, 1).question("second"));
    add(new Made(second, 1).question("second"));

    assertThat(questions(asked -> asked)).containsExactly("second", "first");
    assertThat(requireNonNull(calls().find(second)).record().id()).isEqualTo(second);
  }

  @Test
  void a_batch_that_fails_leaves_nothing_behind() {
    var broken = call();
    var bad = new EndedCall(broken.id(new CallId("no uuid")).ended().record(), List.of(), true);
    assertThatThrownBy(
            () -> store.add(CallBatch.of(List.of(call().ended(), bad), new SpoolPosition(1, 7))))
        .isInstanceOf(RuntimeException.class);
    assertThat(store.position()).isEqualTo(SpoolPosition.START);

    add(call().question("later"));
    assertThat(questions(asked -> asked)).containsExactly("later");
    assertThat(total().calls()).isEqualTo(1);
  }

  @Test
  void pages_go_back_in_time_without_gap_or_repetition() {
    for (int n = 0; n < 23; n++) {
      add(
          new Made(CallId.next(later(n), random), NOON.toEpochMilli() + n * 1_000L)
              .question("q" + n));
    }
    var seen = new ArrayList<String>();
    long before = -1;
    do {
      var page = calls().list(new Asked().limit(5).before(before).query());
      page.calls().forEach(line -> seen.add(line.question()));
      before = page.next();
    } while (before >= 0);
    assertThat(seen)
        .hasSize(23)
        .startsWith("q22", "q21")
        .endsWith("q1", "q0")
        .doesNotHaveDuplicates();
  }

  private static InstantSource later(int seconds) {
    return () -> NOON.plusSeconds(seconds);
  }

  @Test
  void each_filter_finds_its_calls() {
    add(
        call().question("plain"),
        call().question("other model").model("qwen-max", "dashscope").sent("qwen-max-2026"),
        call().question("failed").failed("rate_limit_exceeded", 429),
        call().question("tagged").tag("team", "红队").tag("env", "prod"),
        call().question("spoken").session("s-1").user("李雷").trace("0af7"),
        call().question("streamed").streamed(),
        call().question("slow").micros(9_000_000),
        call().question("dear").nanos(5_000_000_000L));

    assertThat(questions(asked -> asked.model("qwen-max"))).containsExactly("other model");
    assertThat(questions(asked -> asked.model("qwen-max-2026"))).containsExactly("other model");
    assertThat(questions(asked -> asked.model("gpt-5"))).hasSize(7);
    assertThat(questions(asked -> asked.provider("dashscope"))).containsExactly("other model");
    assertThat(questions(asked -> asked.provider("nobody"))).isEmpty();
    assertThat(questions(asked -> asked.state("error"))).containsExactly("failed");
    assertThat(questions(asked -> asked.status("429"))).containsExactly("failed");
    assertThat(questions(asked -> asked.status("4xx"))).containsExactly("failed");
    assertThat(questions(asked -> asked.status("200"))).hasSize(7);
    assertThat(questions(asked -> asked.code("rate_limit_exceeded"))).containsExactly("failed");
    assertThat(questions(asked -> asked.tag("team", "红队"))).containsExactly("tagged");
    assertThat(questions(asked -> asked.tag("team", "红队").tag("env", "prod"))).hasSize(1);
    assertThat(questions(asked -> asked.tag("team", "红队").tag("env", "dev"))).isEmpty();
    assertThat(questions(asked -> asked.session("s-1"))).containsExactly("spoken");
    assertThat(questions(asked -> asked.user("李雷"))).containsExactly("spoken");
    assertThat(questions(asked -> asked.trace("0af7"))).containsExactly("spoken");
    assertThat(questions(asked -> asked.stream(true))).containsExactly("streamed");
    assertThat(questions(asked -> asked.leastMicros(5_000_000))).containsExactly("slow");
    assertThat(questions(asked -> asked.leastNanos(1_000_000_000))).containsExactly("dear");
    assertThat(questions(asked -> asked.key("client").provider("openai").state("success")))
        .hasSize(6);
    assertThat(questions(asked -> asked.model("gpt-5").state("error").status("429"))).hasSize(1);
    assertThat(questions(asked -> asked.model("gpt-5").tag("env", "prod"))).hasSize(1);
    assertThat(questions(asked -> asked.between(NOON.toEpochMilli() + 1, -1))).isEmpty();
    assertThat(questions(asked -> asked.between(NOON.toEpochMilli(), NOON.toEpochMilli() + 1)))
        .hasSize(8);
    assertThat(calls().facets("tag", 9)).extracting(Facet::value).containsExactly("env", "team");
    assertThat(calls().facets("tag:team", 9)).containsExactly(new Facet("红队", 1));
  }

  @Test
  void words_of_one_and_two_chinese_characters_are_found() {
    add(
        call().question("鲁迅先生写过《狂人日记》吗"),
        call().question("迅速的鲁莽"),
        call().question("Schöne Grüße aus KÖLN"),
        call().question("how to use grep -r \"needle\" here"));
    store.index(100);

    assertThat(questions(asked -> asked.text("鲁迅"))).containsExactly("鲁迅先生写过《狂人日记》吗");
    assertThat(questions(asked -> asked.text("鲁"))).hasSize(2);
    assertThat(questions(asked -> asked.text("莽"))).containsExactly("迅速的鲁莽");
    assertThat(questions(asked -> asked.text("狂人日记"))).hasSize(1);
    assertThat(questions(asked -> asked.text("狂日"))).isEmpty();
    assertThat(questions(asked -> asked.text("koln schone"))).hasSize(1);
    assertThat(questions(asked -> asked.text("\"use grep\""))).hasSize(1);
    assertThat(questions(asked -> asked.text("\"grep use\""))).isEmpty();
    assertThat(questions(asked -> asked.text("grep use"))).hasSize(1);
    assertThat(questions(asked -> asked.text("鲁迅").state("error"))).isEmpty();
    assertThat(questions(asked -> asked.text("鲁迅").provider("openai"))).hasSize(1);
  }

  @Test
  void no_text_breaks_a_search() {
    add(call().question("a"));
    store.index(9);
    var odd = "\"'*()^:-+~!?\\%_{}[]<>#&|;,.NEAR AND OR NOT a 鲁\n\t\u0000é";
    for (int n = 0; n < 2_000; n++) {
      var typed = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--)
        typed.append(odd.charAt(random.nextInt(odd.length())));
      questions(asked -> asked.text(typed + "x"));
    }
    assertThat(questions(asked -> asked.text("NOT a"))).isEmpty();
  }

  private SumsRow total() {
    return calls()
        .sums(new SumsQuery(-1, -1, SumsQuery.Step.TOTAL, null, 1, null, null, null))
        .rows()
        .getFirst();
  }

  @Test
  void a_call_that_is_only_counted_is_in_the_sums_alone() {
    store.add(
        CallBatch.of(
            List.of(new EndedCall(call().ended().record(), List.of(), false)),
            new SpoolPosition(1, 1)));
    assertThat(questions(asked -> asked)).isEmpty();
    assertThat(total().calls()).isEqualTo(1);
  }

  @Test
  void payloads_and_texts_go_before_records_and_both_in_their_time() {
    var old = call().at(NOON.minus(Duration.ofDays(400))).question("old 古");
    var week = call().at(NOON.minus(Duration.ofDays(8))).question("week 周");
    var fresh = call().question("fresh 新");
    add(old.withPayload(), week.withPayload(), fresh.withPayload());
    store.index(9);
    var retention = new Retention(Duration.ofDays(365), Duration.ofDays(7), 1L << 40);
    while (store.sweep(retention, NOON.toEpochMilli())) {}

    assertThat(questions(asked -> asked)).containsExactly("fresh 新", "");
    assertThat(questions(asked -> asked.text("周"))).isEmpty();
    assertThat(questions(asked -> asked.text("新"))).hasSize(1);
    assertThat(calls().find(old.callId())).isNull();
    var kept = requireNonNull(calls().find(week.callId()));
    assertThat(kept.payloads()).isEmpty();
    assertThat(kept.record().question()).isEmpty();
    assertThat(requireNonNull(calls().find(fresh.callId())).payloads()).hasSize(1);
    assertThat(total().calls()).isEqualTo(3);
  }

  @Test
  void values_of_a_tag_go_with_their_calls_where_they_are_too_many_for_sums() throws Exception {
    try (var other = Database.amend(folder)) {
      Database.execute(
          other,
          "INSERT INTO name (kind, value, calls)"
              + " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
              + " SELECT 'tag:request', 'r' || i, 0 FROM n");
    }
    var retention = new Retention(Duration.ofDays(365), Duration.ofDays(7), 1L << 40);
    var old = NOON.minus(Duration.ofDays(400));
    add(
        call().at(old).tag("request", "旧").tag("team", "a"),
        call().at(NOON).tag("request", "新").tag("team", "b"));
    store.sweep(retention, NOON.toEpochMilli());
    assertThat(calls().facets("tag:request", 9)).extracting(Facet::value).containsExactly("新");
    assertThat(calls().facets("tag:team", 9)).extracting(Facet::value).containsExactly("a", "b");
    add(call().at(NOON).tag("request", "旧").question("again"));
    assertThat(questions(asked -> asked.tag("request", "旧"))).containsExactly("again");
    assertThat(calls().facets("tag:request", 9)).extracting(Facet::value).contains("旧", "新");
  }

  @Test
  void words_that_are_common_by_themselves_are_found_together_on_every_page() {
    var both = new ArrayList<String>();
    for (int n = 0; n < 120; n++) {
      var text = n % 3 == 0 ? "the 文章 " + n : n % 3 == 1 ? "the text " + n : "文章 " + n;
      if (n % 3 == 0) both.add(text);
      add(call().at(NOON.plusSeconds(n)).question(text));
    }
    while (store.index(1_000) > 0) {}
    var asked = new Asked().text("the 文章").limit(30);
    var first = calls().list(asked.query());
    var second = calls().list(asked.before(first.next()).query());
    assertThat(first.calls()).hasSize(30);
    assertThat(second.next()).isEqualTo(-1);
    assertThat(Stream.of(first, second).flatMap(page -> page.calls().stream()))
        .extracting(CallLine::question)
        .containsExactlyElementsOf(both.reversed());
    assertThat(questions(all -> all.text("the 文章").model("another"))).isEmpty();
    assertThat(questions(all -> all.text("the 文章 ".repeat(600)))).hasSize(both.size());
  }

  @Test
  void a_journal_that_is_too_large_loses_its_oldest_payloads_first() throws Exception {
    for (int n = 0; n < 2_000; n += 100)
      add(
          IntStream.range(n, n + 100)
              .mapToObj(i -> call().at(NOON.plusSeconds(i)).question("q" + i).withPayload())
              .toArray(Made[]::new));
    var small = new Retention(Duration.ofDays(365), Duration.ofDays(7), 600_000);
    for (int n = 0; n < 3; n++) store.sweep(small, NOON.toEpochMilli());

    assertThat(calls().list(new Asked().limit(1_000).query()).calls()).hasSize(1_000);
    reopen();
    long size = Files.size(folder.resolve("journal.db"));
    for (int n = 0; n < 50; n++) store.sweep(small, NOON.toEpochMilli());
    reopen();
    assertThat(Files.size(folder.resolve("journal.db"))).isLessThan(size);
    assertThat(total().calls()).isEqualTo(2_000);
  }

  /// Brings all that was written into the file itself.
  private void reopen() {
    close();
    reader = null;
    store = SqlStore.open(folder, KATHMANDU);
  }

  @Test
  void what_cannot_be_read_says_what_to_do() throws Exception {
    var other = Files.createDirectory(folder.resolve("other"));
    assertThatThrownBy(() -> SqlCalls.open(other, KATHMANDU, CLOCK))
        .hasMessageContaining("There is no journal in");
    Files.writeString(
        other.resolve("journal.db"), "this is no database, whatever it may say".repeat(100));
    assertThatThrownBy(() -> SqlStore.open(other, KATHMANDU)).hasMessageContaining("move it away");
    assertThatThrownBy(() -> SqlStore.check(other)).hasMessageContaining("move it away");
    assertThatThrownBy(() -> SqlCalls.open(other, KATHMANDU, CLOCK))
        .hasMessageContaining("move it away");
    var newer = Files.createDirectory(folder.resolve("newer"));
    SqlStore.open(newer, KATHMANDU).close();
    try (var connection =
        java.sql.DriverManager.getConnection("jdbc:sqlite:" + newer.resolve("journal.db"))) {
      Database.execute(connection, "PRAGMA user_version = 99");
    }
    assertThatThrownBy(() -> SqlStore.open(newer, KATHMANDU)).hasMessageContaining("newer version");
    assertThatThrownBy(() -> SqlStore.check(newer)).hasMessageContaining("newer version");
    SqlStore.check(folder);
    assertThatThrownBy(() -> SqlCalls.open(newer, KATHMANDU, CLOCK))
        .hasMessageContaining("newer version");
    try (var connection =
        java.sql.DriverManager.getConnection("jdbc:sqlite:" + newer.resolve("journal.db"))) {
      Database.execute(connection, "PRAGMA user_version = 1");
    }
    assertThatThrownBy(() -> SqlStore.check(newer)).hasMessageContaining("move it away");
    assertThatThrownBy(() -> SqlStore.open(newer, KATHMANDU)).hasMessageContaining("move it away");
  }

  @Test
  void a_store_opened_again_goes_on_where_it_was() {
    add(call().question("before"));
    store.close();
    store = SqlStore.open(folder, KATHMANDU);
    assertThat(store.position()).isEqualTo(new SpoolPosition(1, 1));
    add(call().question("after"));
    assertThat(questions(asked -> asked)).containsExactlyInAnyOrder("before", "after");
    assertThat(Map.of("calls", total().calls())).containsEntry("calls", 2L);
  }
}
