package io.llmcallgateway.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.config.AlertFormat;
import io.llmcallgateway.config.AlertLanguage;
import io.llmcallgateway.config.AlertSettings;
import io.llmcallgateway.journal.CallBatch;
import io.llmcallgateway.journal.CallReader;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.journal.SpoolPosition;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.store.sql.SqlCalls;
import io.llmcallgateway.store.sql.SqlStore;
import io.llmcallgateway.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which alerts calls make, when they are told and in which words.
final class AlertEvaluatorTest {
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

  /// Half past twelve in Kathmandu.
  private static final Instant START = Instant.parse("2026-11-22T06:45:00Z");

  private static CallReader noJournal() {
    throw new JournalException("not open");
  }

  @TempDir private Path folder;
  private long shedRecords;
  private long shedPayloads;
  private AlertLanguage language = AlertLanguage.EN;

  private AlertEvaluator watch(Supplier<CallReader> calls) {
    return new AlertEvaluator(START, SampleCalls.journal(calls), new Losses());
  }

  private final class Losses implements AlertEvaluator.ShedCounts {
    @Override
    public long records() {
      return shedRecords;
    }

    @Override
    public long payloads() {
      return shedPayloads;
    }
  }

  private AlertSettings settings(
      AlertSettings.@Nullable ErrorRate errors,
      AlertSettings.@Nullable Latency latency,
      long hour,
      long day,
      boolean shed,
      @Nullable Duration down) {
    return new AlertSettings(
        null, AlertFormat.JSON, language, errors, latency, hour, day, shed, down);
  }

  private AlertSettings errors() {
    return settings(
        new AlertSettings.ErrorRate(20, Duration.ofMinutes(5)), null, -1, -1, false, null);
  }

  private AlertSettings down() {
    return settings(null, null, -1, -1, false, Duration.ofMinutes(3));
  }

  private AlertSettings spend() {
    return settings(null, null, 5_000_000_000L, 50_000_000_000L, false, null);
  }

  private List<String> told(AlertEvaluator watch, AlertSettings settings, Instant now) {
    return watch.evaluate(settings, now).stream()
        .map(event -> AlertMessages.of(event.condition(), event.state(), settings.language()))
        .toList();
  }

  private static Instant after(long seconds) {
    return START.plusSeconds(seconds);
  }

  private static void hear(AlertEvaluator watch, int good, int bad, Instant ended) {
    var calls = new ArrayList<EndedCall>(Collections.nCopies(good, SampleCalls.good(ended)));
    calls.addAll(Collections.nCopies(bad, SampleCalls.bad(ended)));
    heard(watch, calls);
  }

  private static void heard(AlertEvaluator watch, List<EndedCall> calls) {
    watch.ended(calls);
  }

  @Test
  void calls_end_without_waiting_for_a_journal_that_is_slow_to_say_what_was_spent()
      throws Exception {
    var asked = new CountDownLatch(1);
    var answered = new CountDownLatch(1);
    var watch =
        watch(
            () -> {
              asked.countDown();
              try {
                answered.await();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
              return noJournal();
            });
    var evaluating = Thread.ofVirtual().start(() -> told(watch, spend(), after(1)));
    try {
      asked.await();
      var ending = Thread.ofVirtual().start(() -> hear(watch, 1, 0, after(1)));
      assertThat(ending.join(Await.PATIENCE)).isTrue();
    } finally {
      answered.countDown();
    }
    assertThat(evaluating.join(Await.PATIENCE)).isTrue();
  }

  @Test
  void an_error_rate_fires_at_its_limit_and_not_below_and_is_over_below_it() {
    var watch = watch(AlertEvaluatorTest::noJournal);
    hear(watch, 81, 20, after(10));
    assertThat(told(watch, errors(), after(12))).isEmpty();
    assertThat(watch.firing()).isZero();
    hear(watch, 0, 1, after(13));
    assertThat(told(watch, errors(), after(14)))
        .containsExactly(
            "LLMCallGateway ALERT error-rate: 21 of 102 calls (20.59%) failed in the last 5m; the"
                + " limit is 20%. Look: ./gateway calls list --from 10m --state error");
    assertThat(watch.firing()).isOne();
    assertThat(told(watch, errors(), after(16))).isEmpty();
    hear(watch, 98, 0, after(17));
    assertThat(told(watch, errors(), after(18)))
        .containsExactly(
            "LLMCallGateway RESOLVED error-rate: 21 of 200 calls (10.5%) failed in the last 5m;"
                + " the limit is 20%.");
    assertThat(told(watch, errors(), after(20))).isEmpty();
    assertThat(watch.firing()).isZero();
  }

  @Test
  void few_calls_make_no_alert_and_do_not_end_one() {
    var watch = watch(AlertEvaluatorTest::noJournal);
    hear(watch, 0, 19, after(10));
    assertThat(told(watch, errors(), after(12))).isEmpty();
    hear(watch, 0, 1, after(70));
    assertThat(told(watch, errors(), after(72))).hasSize(1);
    // six minutes later only the last is in the window
    assertThat(told(watch, errors(), after(375))).isEmpty();
    assertThat(told(watch, errors(), after(435)))
        .singleElement()
        .asString()
        .contains("RESOLVED", "0 of 0 calls");
  }

  @Test
  void an_alert_that_lasts_is_told_once_an_hour() {
    var watch = watch(AlertEvaluatorTest::noJournal);
    int told = 0;
    for (int minute = 0; minute < 150; minute++) {
      hear(watch, 0, 20, after(minute * 60L));
      var now = told(watch, errors(), after(minute * 60L + 2));
      if (minute % 60 != 0) {
        assertThat(now).as("minute " + minute).isEmpty();
        continue;
      }
      told++;
      var word = minute == 0 ? " ALERT error-rate:" : " ALERT (still) error-rate:";
      assertThat(now).singleElement().asString().contains(word);
    }
    assertThat(told).isEqualTo(3);
  }

  @Test
  void what_clients_left_the_gateway_refused_or_ended_before_the_start_is_not_counted() {
    var watch = watch(AlertEvaluatorTest::noJournal);
    hear(watch, 0, 100, after(-1));
    hear(watch, 19, 0, after(10));
    heard(watch, Collections.nCopies(50, SampleCalls.ended(after(10), CallRecord.State.REFUSED)));
    heard(watch, Collections.nCopies(50, SampleCalls.ended(after(10), CallRecord.State.CANCELLED)));
    hear(watch, 0, 4, after(10));
    assertThat(told(watch, errors(), after(12))).isEmpty();
    hear(watch, 0, 1, after(10));
    assertThat(told(watch, errors(), after(12)))
        .singleElement()
        .asString()
        .contains("5 of 24 calls");
  }

  @Test
  void latency_fires_above_its_limit_and_not_below() {
    var settings =
        settings(
            null,
            new AlertSettings.Latency(95, Duration.ofSeconds(30), Duration.ofMinutes(5)),
            -1,
            -1,
            false,
            null);
    var watch = watch(AlertEvaluatorTest::noJournal);
    heard(watch, Collections.nCopies(95, SampleCalls.slow(after(60), Duration.ofSeconds(2))));
    heard(watch, Collections.nCopies(5, SampleCalls.slow(after(60), Duration.ofSeconds(50))));
    assertThat(told(watch, settings, after(62))).isEmpty();
    heard(watch, Collections.nCopies(5, SampleCalls.slow(after(63), Duration.ofSeconds(50))));
    assertThat(told(watch, settings, after(64)))
        .singleElement()
        .asString()
        .matches(
            "LLMCallGateway ALERT latency: p95 of 105 calls in the last 5m is (4[5-9]|5[0-5])\\S*"
                + " s; the limit is 30 s\\. Look: ./gateway calls list --from 10m --min-ms 30000");
    heard(watch, Collections.nCopies(200, SampleCalls.slow(after(65), Duration.ofSeconds(2))));
    assertThat(told(watch, settings, after(66)))
        .singleElement()
        .asString()
        .contains("RESOLVED latency");
  }

  @Test
  void spending_of_the_hour_and_the_day_outlives_a_restart_and_ends_with_them() {
    try (var store = SqlStore.open(folder, KATHMANDU)) {
      store.add(
          CallBatch.of(
              List.of(
                  SampleCalls.priced(after(-86_400), 90_000_000_000L),
                  SampleCalls.priced(after(-3_600), 45_500_000_000L),
                  SampleCalls.priced(after(-60), 4_400_000_000L)),
              new SpoolPosition(1, 1)));
    }
    try (var store = SqlStore.open(folder, KATHMANDU);
        var calls = SqlCalls.open(folder, KATHMANDU, () -> START)) {
      var watch = watch(() -> calls);
      assertThat(told(watch, spend(), after(2))).isEmpty();
      var last = List.of(SampleCalls.priced(after(3), 600_000_000L));
      store.add(CallBatch.of(last, new SpoolPosition(1, 2)));
      heard(watch, last);
      assertThat(told(watch, spend(), after(4)))
          .containsExactly(
              "LLMCallGateway ALERT spend-hour: 5 USD spent in this hour; the limit is 5 USD."
                  + " Look: ./gateway calls list --from 1h",
              "LLMCallGateway ALERT spend-day: 50.5 USD spent today; the limit is 50 USD."
                  + " Look: ./gateway calls list --from 24h");
      assertThat(told(watch, spend(), after(1_799))).isEmpty();
      // one o'clock, then midnight
      assertThat(told(watch, spend(), after(1_800)))
          .containsExactly(
              "LLMCallGateway RESOLVED spend-hour: 0 USD spent in this hour; the limit is 5 USD.");
      assertThat(told(watch, spend(), after(41_399)))
          .singleElement()
          .asString()
          .contains("ALERT (still) spend-day");
      assertThat(told(watch, spend(), after(41_400)))
          .singleElement()
          .asString()
          .contains("RESOLVED spend-day: 0 USD spent today");
    }
  }

  @Test
  void spending_that_is_not_known_yet_ends_no_alert_and_makes_none() {
    var watch = watch(AlertEvaluatorTest::noJournal);
    assertThat(told(watch, spend(), after(2))).isEmpty();
  }

  @Test
  void lost_records_are_told_until_none_is_lost_for_five_minutes() {
    var settings = settings(null, null, -1, -1, true, null);
    var watch = watch(AlertEvaluatorTest::noJournal);
    assertThat(told(watch, settings, after(2))).isEmpty();
    shedRecords = 3;
    shedPayloads = 7;
    assertThat(told(watch, settings, after(4)))
        .containsExactly(
            "LLMCallGateway ALERT shed: records of 3 calls and 7 bodies were lost, since the"
                + " journal could not keep up. Look: the disk of DATA_DIR, and JOURNAL_SPOOL.");
    shedRecords = 5;
    assertThat(told(watch, settings, after(200))).isEmpty();
    assertThat(told(watch, settings, after(499))).isEmpty();
    assertThat(told(watch, settings, after(500)))
        .singleElement()
        .asString()
        .contains("RESOLVED shed: records of 5 calls and 7 bodies", "None for 5 minutes.");
    shedPayloads = 8;
    assertThat(told(watch, settings, after(600)))
        .singleElement()
        .asString()
        .contains("ALERT shed: records of 0 calls and 1 bodies");
  }

  @Test
  void a_provider_whose_calls_all_fail_is_told_by_itself_and_again_when_it_answers() {
    var watch = watch(AlertEvaluatorTest::noJournal);
    for (int second = 0; second <= 180; second += 60) {
      var ended = after(second);
      // calls that another provider then answered
      var failed = SampleCalls.attempt("深度", Failure.Kind.UPSTREAM_UNREACHABLE);
      heard(
          watch, List.of(SampleCalls.answered(ended, failed, SampleCalls.attempt("openai", null))));
      if (second < 180) assertThat(told(watch, down(), ended.plusSeconds(2))).isEmpty();
    }
    assertThat(told(watch, down(), after(182)))
        .containsExactly(
            "LLMCallGateway ALERT provider-down: all 4 calls to provider 深度 failed in the last 3m,"
                + " the latest with upstream_unreachable. Look: ./gateway calls list --from 10m"
                + " --provider 深度");
    assertThat(told(watch, down(), after(184))).isEmpty();
    heard(watch, List.of(SampleCalls.answered(after(185), SampleCalls.attempt("深度", null))));
    assertThat(told(watch, down(), after(186)))
        .containsExactly("LLMCallGateway RESOLVED provider-down: provider 深度 answers again.");
  }

  @Test
  void two_failures_one_answer_between_or_a_refused_request_make_no_provider_down() {
    var watch = watch(AlertEvaluatorTest::noJournal);
    heard(watch, List.of(SampleCalls.bad(after(0)), SampleCalls.bad(after(200))));
    assertThat(told(watch, down(), after(300))).isEmpty();
    heard(
        watch,
        List.of(
            SampleCalls.good(after(301)),
            SampleCalls.bad(after(302)),
            SampleCalls.bad(after(303))));
    assertThat(told(watch, down(), after(500))).isEmpty();
    heard(watch, List.of(SampleCalls.bad(after(501), "openai", Failure.Kind.INVALID_REQUEST)));
    heard(watch, List.of(SampleCalls.bad(after(502))));
    assertThat(told(watch, down(), after(700))).isEmpty();
  }

  @Test
  void a_provider_that_nobody_calls_for_an_hour_is_not_down_any_more() {
    var watch = watch(AlertEvaluatorTest::noJournal);
    heard(
        watch,
        List.of(SampleCalls.bad(after(0)), SampleCalls.bad(after(1)), SampleCalls.bad(after(200))));
    assertThat(told(watch, down(), after(202))).hasSize(1);
    assertThat(told(watch, down(), after(3_799))).isEmpty();
    assertThat(told(watch, down(), after(3_801)))
        .containsExactly(
            "LLMCallGateway RESOLVED provider-down: provider openai has not been called for an"
                + " hour.");
  }

  @Test
  void a_rule_that_is_taken_away_ends_its_alert_without_a_word() {
    var watch = watch(AlertEvaluatorTest::noJournal);
    hear(watch, 0, 20, after(10));
    assertThat(told(watch, errors(), after(12))).hasSize(1);
    assertThat(told(watch, down(), after(14))).isEmpty();
    assertThat(watch.firing()).isZero();
  }

  @Test
  void chinese_is_written_where_it_is_asked_for_and_no_message_holds_what_a_call_held() {
    language = AlertLanguage.ZH;
    var watch = watch(AlertEvaluatorTest::noJournal);
    hear(watch, 15, 9, after(10));
    var all =
        new ArrayList<>(
            told(
                watch,
                settings(
                    new AlertSettings.ErrorRate(20, Duration.ofMinutes(5)),
                    new AlertSettings.Latency(50, Duration.ofMillis(500), Duration.ofMinutes(5)),
                    -1,
                    -1,
                    true,
                    Duration.ofSeconds(10)),
                after(30)));
    assertThat(all)
        .hasSize(3)
        .startsWith(
            "LLMCallGateway 告警 error-rate：最近 5m 内 24 次调用中有 9 次失败（37.5%），上限为 20%。"
                + "查看：./gateway calls list --from 10m --state error")
        .anyMatch(text -> text.contains("次调用的 p50 延迟为 "))
        .anyMatch(text -> text.contains("厂商 openai 最近 20s 内的 9 次调用全部失败"))
        .noneMatch(text -> text.contains("geheim") || text.contains("鲁迅"));
  }
}
