package io.llmcallgateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.journal.CallBatch;
import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.journal.SpoolPosition;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.CallRecord.State;
import io.llmcallgateway.model.record.EndedCall;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists stay fast when the journal grows: each is led by an index, and looks at no more than a
/// bounded number of calls at a time.
final class ListPlanTest {
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
  private static final Instant NOON = Instant.parse("2026-11-22T06:15:00Z");
  private static final int CALLS = 6_000;

  @TempDir private Path folder;
  private final Random random = new Random(17);
  private SqlStore store;
  private SqlCalls calls;

  @BeforeEach
  void fill() {
    store = SqlStore.open(folder, KATHMANDU);
    var batch = new ArrayList<EndedCall>();
    for (int n = 0; n < CALLS; n++) batch.add(made(n).ended());
    store.add(CallBatch.of(batch, new SpoolPosition(1, 1)));
    while (store.index(5_000) > 0) {}
    calls =
        SqlCalls.open(
            folder, KATHMANDU, InstantSource.fixed(NOON.plusSeconds(CALLS)), _ -> () -> false);
  }

  private Made made(int n) {
    var at = NOON.plusSeconds(n);
    var made =
        new Made(CallId.next(() -> at, random), at.toEpochMilli())
            .question((n == 7 ? "鲁迅" : "我们的模型") + " says what the model says, number " + n)
            .model("gpt-5", "openai")
            .session("s" + n % 100)
            .user("u" + n % 70)
            .trace("t" + n)
            .tag("team", "红队" + n % 5);
    return n % 25 == 0 ? made.failed("timeout", 504) : made;
  }

  @AfterEach
  void close() {
    calls.close();
    store.close();
  }

  private List<String> plan(CallQuery query) throws SQLException {
    var steps = new ArrayList<String>();
    try (var connection = Database.read(folder)) {
      var filter = new FilterSql(query.filter(), connection, new NameReader());
      var part = new ListSql.Part(0, Long.MAX_VALUE, false);
      steps.addAll(
          plan(connection, ListSql.of(filter, LeadSql.of(filter), part, LineReader.COLUMNS, 50)));
    }
    return steps;
  }

  private static List<String> plan(Connection connection, ListSql sql) throws SQLException {
    var steps = new ArrayList<String>();
    try (var explain = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql.sql())) {
      for (int i = 0; i < sql.parameters().size(); i++) {
        explain.setObject(i + 1, sql.parameters().get(i));
      }
      try (var rows = explain.executeQuery()) {
        while (rows.next()) steps.add(rows.getString("detail"));
      }
    }
    return steps;
  }

  private void leads(String index, Asked asked) throws SQLException {
    var plan = plan(asked.query());
    assertThat(plan).anyMatch(step -> step.contains(index));
    assertThat(plan)
        .as("rows are looked up by their number, and nothing is sorted or read from end to end")
        .anyMatch(step -> step.startsWith("SEARCH c USING INTEGER PRIMARY KEY"))
        .noneMatch(step -> step.contains("TEMP B-TREE"))
        .noneMatch(step -> step.startsWith("SCAN call"));
  }

  @Test
  void each_filter_is_led_by_an_index() throws Exception {
    leads("SEARCH call USING INTEGER PRIMARY KEY", new Asked());
    leads("INDEX call_model (model=? AND seq>? AND seq<?)", new Asked().model("gpt-5"));
    leads("INDEX call_sent (sent=? AND seq>? AND seq<?)", new Asked().model("gpt-5"));
    leads("INDEX call_provider (provider=? AND seq>? AND seq<?)", new Asked().provider("openai"));
    leads("INDEX call_key (key=? AND seq>? AND seq<?)", new Asked().key("client"));
    leads("INDEX call_state (state=? AND seq>? AND seq<?)", new Asked().state("error"));
    leads("INDEX call_status (status=? AND seq>? AND seq<?)", new Asked().status("504"));
    leads("INDEX call_cost (cost=? AND seq>? AND seq<?)", new Asked().cost("unknown"));
    leads("INDEX call_cost (cost=? AND seq>? AND seq<?)", new Asked().cost("differs"));
    leads("INDEX call_code (code=? AND seq>? AND seq<?)", new Asked().code("timeout"));
    leads("INDEX call_session (session=? AND seq>? AND seq<?)", new Asked().session("s1"));
    leads("INDEX call_user (user=? AND seq>? AND seq<?)", new Asked().user("u1"));
    leads("INDEX call_trace (trace=? AND seq>? AND seq<?)", new Asked().trace("t1"));
    leads("SEARCH call_tag USING PRIMARY KEY", new Asked().tag("team", "红队1"));
    leads("SEARCH call_tag USING PRIMARY KEY", new Asked().tag("team", "红队1").model("gpt-5"));
    leads("SEARCH call USING INTEGER PRIMARY KEY", new Asked().leastMicros(9_000_000));
  }

  @Test
  void the_tags_of_a_row_are_looked_up_by_its_number() throws Exception {
    assertThat(plan(new Asked().tag("team", "红队1", "红队2").query()))
        .anyMatch(step -> step.contains("SEARCH t USING COVERING INDEX call_tag_seq (seq=?)"));
  }

  @Test
  void the_ranges_of_several_values_are_merged_by_number() throws Exception {
    store.add(
        CallBatch.of(
            Made.all(
                made(CALLS).model("kimi-k2", "moonshot").key("ci").state(State.CANCELLED),
                made(CALLS + 1).sent("gpt-5-2026").failed("quota", 429),
                made(CALLS + 2).nanos(1)),
            new SpoolPosition(1, 2)));
    merges("INDEX call_model (model=?", new Asked().model("gpt-5", "kimi-k2"));
    merges("INDEX call_sent (sent=?", new Asked().model("gpt-5", "kimi-k2"));
    merges("INDEX call_provider (provider=?", new Asked().provider("openai", "moonshot"));
    merges("INDEX call_key (key=?", new Asked().key("ci", "client"));
    merges("INDEX call_state (state=?", new Asked().state("error", "cancelled"));
    merges("INDEX call_status (status=?", new Asked().status("429", "504"));
    merges("INDEX call_code (code=?", new Asked().code("quota", "timeout"));
    merges("INDEX call_cost (cost=?", new Asked().cost("unknown", "differs"));
    merges("INDEX call_session (session=?", new Asked().session("s1", "s2"));
    merges("INDEX call_user (user=?", new Asked().user("u1", "u2"));
    merges("SEARCH call_tag USING PRIMARY KEY", new Asked().tag("team", "红队1", "红队2"));
    merges(
        "INDEX call_provider (provider=?",
        new Asked()
            .provider("openai", "moonshot")
            .not(CallFacet.KEY, "ci")
            .state("error", "success"));
  }

  private void merges(String index, Asked asked) throws SQLException {
    leads(index, asked);
    assertThat(plan(asked.query())).anyMatch(step -> step.startsWith("MERGE"));
    assertThat(plan(asked.query())).contains("CO-ROUTINE s");
  }

  @Test
  void what_is_excluded_leads_no_index_and_is_decided_where_it_can_be() throws Exception {
    leads("SEARCH call USING INTEGER PRIMARY KEY", new Asked().not(CallFacet.MODEL, "gpt-5"));
    leads("INDEX call_key (key=?", new Asked().key("client").not(CallFacet.STATE, "success"));
    leads("INDEX call_user (user=?", new Asked().user("u1").not(CallFacet.SESSION, "s1"));
  }

  @Test
  void a_word_of_two_characters_or_one_is_found_among_all() {
    assertThat(calls.list(new Asked().text("鲁迅").query()).calls())
        .extracting(CallLine::question)
        .containsExactly("鲁迅 says what the model says, number 7");
    assertThat(calls.list(new Asked().text("鲁").query()).calls()).hasSize(1);
    assertThat(calls.list(new Asked().text("迅").query()).calls()).hasSize(1);
    assertThat(calls.list(new Asked().text("的").limit(10).query()).calls()).hasSize(10);
    assertThat(calls.list(new Asked().text("鲁迅 number 8").query()).calls()).isEmpty();
  }

  @Test
  void pages_of_a_search_hold_each_call_once() {
    assertThat(walk(new Asked().text("\"the model\"").limit(1_000).query())).hasSize(CALLS);
    assertThat(walk(new Asked().text("model").code("timeout").limit(70).query()))
        .hasSize(CALLS / 25);
  }

  @Test
  void what_is_in_no_call_ends_with_nothing_and_no_cursor_left() {
    assertThat(walk(new Asked().text("\"model the\"").query())).isEmpty();
    assertThat(walk(new Asked().leastMicros(9_000_000).query())).isEmpty();
    assertThat(walk(new Asked().model("gpt-5").leastNanos(9_000_000).query())).isEmpty();
  }

  private List<String> walk(CallQuery query) {
    var seen = new ArrayList<String>();
    long before = -1;
    do {
      var page = calls.list(query.after(before));
      page.calls().forEach(line -> seen.add(line.id()));
      assertThat(page.next()).isNotEqualTo(before == -1 ? 0 : before);
      before = page.next();
    } while (before >= 0);
    assertThat(seen).doesNotHaveDuplicates();
    return seen;
  }
}
