package io.llmcallgateway.api.admin.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the parameters of `/api/calls`, and the options of `./gateway calls`, mean.
final class CallQueriesTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final ZoneId ZONE = ZoneId.of("Asia/Kathmandu");

  private static CallQuery query(Map<String, String> given) {
    return CallQueries.of(given, InstantSource.fixed(NOW), ZONE);
  }

  private static Failure refused(String name, String value) {
    var thrown = catchThrowableOfType(GatewayException.class, () -> query(Map.of(name, value)));
    assertThat(thrown).as("%s=%s", name, value).isNotNull();
    return thrown.failure();
  }

  @Test
  void nothing_given_asks_for_the_first_page_of_all() {
    var query = query(Map.of());
    assertThat(query.from()).isEqualTo(-1);
    assertThat(query.model()).isNull();
    assertThat(query.stream()).isNull();
    assertThat(query.leastMicros()).isNegative();
    assertThat(query.leastNanos()).isEqualTo(-1);
    assertThat(query.limit()).isEqualTo(50);
  }

  @Test
  void texts_are_taken_without_the_blanks_around_them() {
    var query =
        query(Map.of("model", " 通义/qwen3-max ", "user", "鲁迅", "q", "  红烧 肉\t", "session", "   "));
    assertThat(query.model()).isEqualTo("通义/qwen3-max");
    assertThat(query.user()).isEqualTo("鲁迅");
    assertThat(query.text()).isEqualTo("红烧 肉");
    assertThat(query.session()).isNull();
  }

  @Test
  void a_tag_is_named_after_the_point() {
    assertThat(query(Map.of("tag.团队", "红队", "tag.env", "")).tags())
        .isEqualTo(Map.of("团队", "红队", "env", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-30T10:00:00Z, 2026-11-30T10:00:00Z",
    "2026-11-30T10:00:00+08:00, 2026-11-30T02:00:00Z",
    "2026-11-30, 2026-11-29T18:15:00Z", // midnight in Kathmandu
    "1795000000000, 2026-11-18T11:06:40Z",
    "90s, 2026-11-30T11:58:30Z",
    "15m, 2026-11-30T11:45:00Z",
    "24h, 2026-11-29T12:00:00Z",
    "7d, 2026-11-23T12:00:00Z",
    "2w, 2026-11-16T12:00:00Z",
  })
  void a_time_is_an_instant_a_day_or_so_long_ago(String given, String meant) {
    assertThat(Instant.ofEpochMilli(query(Map.of("from", given)).from())).isEqualTo(meant);
    assertThat(Instant.ofEpochMilli(query(Map.of("to", given)).to())).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "from, 昨天",
    "from, 2026-13-01",
    "to, 2026-11-30T10:00:00",
    "to, 7y",
    "from, -1d",
    "status, 600",
    "status, 5XX",
    "status, ok",
    "state, failed",
    "cost, free",
    "stream, yes",
    "min_ms, -2",
    "min_ms, 1.5",
    "min_usd, -0.1",
    "min_usd, 五分",
    "min_usd, 1e300",
    "limit, 0",
    "limit, 1001",
    "before, x",
  })
  void a_value_that_means_nothing_is_refused_with_the_name_of_its_parameter(
      String name, String value) {
    var failure = refused(name, value);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID_REQUEST);
    assertThat(failure.param()).isEqualTo(name);
    assertThat(failure.message()).startsWith("'" + name + "' must be ");
  }

  @Test
  void an_unknown_parameter_is_refused_and_the_known_ones_are_named() {
    var failure = refused("modell", "x");
    assertThat(failure.param()).isEqualTo("modell");
    assertThat(failure.message()).contains("is not known").contains("model, provider");
  }

  @Test
  void statuses_are_one_or_a_hundred() {
    assertThat(query(Map.of("status", "429")).status()).isEqualTo(429);
    assertThat(query(Map.of("status", "5xx")).status()).isEqualTo(5);
  }

  @Test
  void amounts_and_durations_are_in_the_units_of_records() {
    assertThat(query(Map.of("min_ms", "1500")).leastMicros())
        .isEqualTo(Duration.ofMillis(1_500).toNanos() / 1_000);
    assertThat(query(Map.of("min_usd", "0.05")).leastNanos()).isEqualTo(50_000_000);
    assertThat(query(Map.of("min_usd", "0.0000000001")).leastNanos()).isEqualTo(1);
    assertThat(query(Map.of("stream", "false")).stream()).isFalse();
  }
}
