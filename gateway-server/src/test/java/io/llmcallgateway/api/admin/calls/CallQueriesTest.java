package io.llmcallgateway.api.admin.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.journal.FacetChoice;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the parameters of `/api/calls`, and the options of `./gateway calls`, mean.
final class CallQueriesTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final ZoneId ZONE = ZoneId.of("Asia/Kathmandu");

  private static CallQuery query(Map<String, String> given) {
    var values = new HashMap<String, List<String>>();
    given.forEach((name, value) -> values.put(name, List.of(value)));
    return CallQueries.of(values, InstantSource.fixed(NOW), ZONE);
  }

  private static CallFilter filter(Map<String, String> given) {
    return query(given).filter();
  }

  private static Failure refused(String name, String value) {
    var thrown = catchThrowableOfType(GatewayException.class, () -> query(Map.of(name, value)));
    assertThat(thrown).as("%s=%s", name, value).isNotNull();
    return thrown.failure();
  }

  @Test
  void nothing_given_asks_for_the_first_page_of_all() {
    assertThat(query(Map.of())).isEqualTo(CallQuery.newest(CallFilter.ALL));
  }

  @Test
  void texts_are_taken_without_the_blanks_around_them() {
    var filter =
        filter(Map.of("model", " 通义/qwen3-max ", "user", "鲁迅", "q", "  红烧 肉\t", "session", "   "));
    assertThat(filter.choice(CallFacet.MODEL).any()).containsExactly("通义/qwen3-max");
    assertThat(filter.choice(CallFacet.USER).any()).containsExactly("鲁迅");
    assertThat(filter.text()).isEqualTo("红烧 肉");
    assertThat(filter.choice(CallFacet.SESSION)).isEqualTo(FacetChoice.ALL);
  }

  @Test
  void a_tag_is_named_after_the_point() {
    var filter = filter(Map.of("tag.团队", "红队", "tag.env", "", "not.tag.a.b", "c"));
    assertThat(filter.tag("团队").any()).containsExactly("红队");
    assertThat(filter.tag("env").any()).containsExactly("");
    assertThat(filter.tag("a.b").none()).containsExactly("c");
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
    assertThat(Instant.ofEpochMilli(filter(Map.of("from", given)).from())).isEqualTo(meant);
    assertThat(Instant.ofEpochMilli(filter(Map.of("to", given)).to())).isEqualTo(meant);
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
    assertThat(statuses("429")).containsExactly("429");
    assertThat(statuses("5xx")).containsExactly("5xx");
  }

  private static Set<String> statuses(String given) {
    return filter(Map.of("status", given)).choice(CallFacet.STATUS).any();
  }

  @Test
  void amounts_and_durations_are_in_the_units_of_records() {
    assertThat(filter(Map.of("min_ms", "1500")).leastMicros())
        .isEqualTo(Duration.ofMillis(1_500).toNanos() / 1_000);
    assertThat(filter(Map.of("min_usd", "0.05")).leastNanos()).isEqualTo(50_000_000);
    assertThat(filter(Map.of("min_usd", "0.0000000001")).leastNanos()).isEqualTo(1);
  }
}
