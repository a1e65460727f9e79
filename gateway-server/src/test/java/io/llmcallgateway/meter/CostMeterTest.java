package io.llmcallgateway.meter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmcallgateway.catalog.price.PriceBook;
import io.llmcallgateway.catalog.price.PriceFileReader;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Cost.Bucket;
import io.llmcallgateway.model.Usage;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Costs worked out by hand. Prices are US dollars per million tokens, so that a token costs their
/// thousandfold in nano-dollars.
final class CostMeterTest {
  private static final String PRICES =
      """
      version: "7"
      lists:
        vendor:
          service: { flex: "0.5", priority: "1.75" }
          models:
            - name: whole
              prices:
                - { input: "3", cache-read: "0.3", cache-write: "3.75", cache-write-hour: "6", input-audio: "40",
                    input-image: "5", output: "15", reasoning: "12", output-audio: "80", output-image: "30",
                    request: "5", search: "10" }
            - { name: plain, prices: [ { input: "0.15", output: "0.6" } ] }
            - { name: odd, prices: [ { input: "0.0005", output: "0.0015" } ] }
            - { name: embedder, prices: [ { input: "0.02" } ] }
            - name: tiered
              prices:
                - { input: "1.25", cache-read: "0.125", output: "10",
                    tiers: [ { above: 400000, input: "4" }, { above: 200000, input: "2.5", cache-read: "0.25", output: "15" } ] }
            - name: dated
              prices:
                - { input: "1", output: "1" }
                - { from: 2026-03-13, input: "2", output: "2" }
                - { from: 2026-05-01, until: 2026-06-01, input: "3", output: "3" }
            - name: nightly
              prices:
                - { input: "2", output: "2" }
                - { hours: 16:30-00:30, input: "1", output: "1" }
            - { name: five-minutes, prices: [ { input: "1", cache-write: "1.25", output: "5" } ] }
            - { name: free, match: [ "*:free" ], prices: [ { input: "0", output: "0" } ] }
            - { name: 文心, match: [ 文心* ], prices: [ { input: "1", output: "1" } ] }
        listens:
          billed-as: { input-audio: input }
          models: [ { name: any, prices: [ { input: "1", output: "1" } ] } ]
        terms:
          service: { flex: "0.5", "speed:fast": "6", "geo:us": "1.1" }
          models: [ { name: any, prices: [ { input: "0.1", output: "1", search: "10" } ] } ]
        searches:
          models:
            - name: sized
              prices:
                - { input: "1", output: "1", request: "6", search-context: { low: { request: "5" },
                    medium: { request: "8" }, high: { request: "12" } } }
            - { name: by-query, prices: [ { input: "1", output: "1", search: "14" } ] }
            - { name: by-answer, prices: [ { input: "1", output: "1", search: "35", search-per: answer } ] }
      """;

  private final PriceBook book =
      new PriceBook(
          List.of(
              PriceFileReader.read(
                  new ByteArrayInputStream(PRICES.getBytes(UTF_8)),
                  "test",
                  "",
                  (path, problem) -> {
                    throw new AssertionError(path + " " + problem);
                  })));

  private Cost cost(String model, Usage usage, String at) {
    return CostMeter.cost(book, "vendor", model, usage, Instant.parse(at).toEpochMilli());
  }

  private Cost cost(String model, Usage usage) {
    return cost(model, usage, "2026-07-01T12:00:00Z");
  }

  @Test
  void each_bucket_has_its_price_and_the_call_their_sum() {
    var usage = new Usage(1_000, 2_000, 300, 40, 5, 6, 700, 80, 9, 10, 2, -1, null);
    var cost = cost("whole", usage);
    assertThat(cost.state()).isEqualTo(Cost.State.PRICED);
    assertThat(cost.lines())
        .containsExactly(
            new Cost.Line(Bucket.INPUT, 1_000, 3_000_000, 3_000_000_000L, null),
            new Cost.Line(Bucket.CACHE_READ, 2_000, 600_000, 300_000_000, null),
            new Cost.Line(Bucket.CACHE_WRITE, 300, 1_125_000, 3_750_000_000L, null),
            new Cost.Line(Bucket.CACHE_WRITE_HOUR, 40, 240_000, 6_000_000_000L, null),
            new Cost.Line(Bucket.INPUT_AUDIO, 5, 200_000, 40_000_000_000L, null),
            new Cost.Line(Bucket.INPUT_IMAGE, 6, 30_000, 5_000_000_000L, null),
            new Cost.Line(Bucket.OUTPUT, 700, 10_500_000, 15_000_000_000L, null),
            new Cost.Line(Bucket.REASONING, 80, 960_000, 12_000_000_000L, null),
            new Cost.Line(Bucket.OUTPUT_AUDIO, 9, 720_000, 80_000_000_000L, null),
            new Cost.Line(Bucket.OUTPUT_IMAGE, 10, 300_000, 30_000_000_000L, null),
            new Cost.Line(Bucket.REQUEST, 1, 5_000_000, 5_000_000_000_000L, null),
            new Cost.Line(Bucket.SEARCH, 2, 20_000_000, 10_000_000_000_000L, null));
    assertThat(cost.nanos()).isEqualTo(42_675_000);
    assertThat(cost.dollars()).isEqualTo("0.042675");
    assertThat(cost.prices()).isEqualTo("vendor@7");
  }

  @Test
  void the_prompt_cache_saves_what_plain_input_would_have_cost_above_what_it_did() {
    var usage = new Usage(1_000, 2_000, 300, 40, 0, 7, 0, 0);
    var effect = cost("whole", usage).cacheEffect();
    assertThat(effect).isEqualTo(new Cost.CacheEffect(5_400_000, 225_000 + 120_000));
    var readAll = new Usage(0, 300_000, 0, 0, 0, 7, 0, 0).served("flex");
    assertThat(cost("tiered", readAll).cacheEffect())
        .as("at the price of so much input and of its tier, though none was plain")
        .isEqualTo(new Cost.CacheEffect((2_500 - 250) / 2 * 300_000L, 0));
    assertThat(cost("plain", Usage.of(9, 9)).cacheEffect()).isEqualTo(new Cost.CacheEffect(0, 0));
    assertThat(cost("five-minutes", new Usage(0, 9, 9, 9, 0, 7, 0, 0)).cacheEffect())
        .as("no price is known for an hour")
        .isNull();
  }

  @Test
  void a_line_tells_the_price_of_a_million_units_and_what_made_it() {
    var large = new Usage(300_000, 100_000, 0, 0, 0, 0, 7, 0, 0, 0, 0, -1, "flex");
    var cost = cost("tiered", large);
    assertThat(cost.lines())
        .extracting(line -> line.bucket() + " " + line.unit() + " " + line.tier())
        .containsExactly(
            "INPUT 1250000000 flex, above 200000",
            "CACHE_READ 125000000 flex, above 200000",
            "OUTPUT 7500000000 flex, above 200000");
    for (var line : cost.lines()) {
      var amount = line.unit() * line.count() / 1e6;
      assertThat((double) line.nanos()).isCloseTo(amount, within(0.5));
    }
    var plain = new Usage(10, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, -1, "default");
    assertThat(cost("tiered", plain).lines()).extracting(Cost.Line::tier).containsOnlyNulls();
  }

  @Test
  void cached_tokens_are_not_billed_twice() {
    // As OpenAI tells it: 1,000 tokens of prompt of which 900 were cached.
    var usage = Usage.ofSums(1_000, 0, 900, 0, 0, 0, 0);
    assertThat(cost("whole", usage).lines())
        .startsWith(
            new Cost.Line(Bucket.INPUT, 100, 300_000, 3_000_000_000L, null),
            new Cost.Line(Bucket.CACHE_READ, 900, 270_000, 300_000_000, null));
  }

  @Test
  void what_has_no_price_of_its_own_is_billed_as_the_vendor_does() {
    var usage = new Usage(0, 10, 0, 0, 0, 10, 0, 10, 0, 0, 0, -1, null);
    assertThat(cost("plain", usage).nanos()).isEqualTo(20 * 150 + 10 * 600);
  }

  @ParameterizedTest
  @CsvSource({"cache-write", "cache-write-hour", "input-audio", "output-audio", "output-image"})
  void what_vendors_ask_more_for_is_unknown_where_its_price_is_missing(String bucket) {
    var usage =
        switch (bucket) {
          case "cache-write" -> new Usage(1, 0, 9, 0, 0, 0, 1, 0, 0, 0, 0, -1, null);
          case "cache-write-hour" -> new Usage(1, 0, 0, 9, 0, 0, 1, 0, 0, 0, 0, -1, null);
          case "input-audio" -> new Usage(1, 0, 0, 0, 9, 0, 1, 0, 0, 0, 0, -1, null);
          case "output-audio" -> new Usage(1, 0, 0, 0, 0, 0, 1, 0, 9, 0, 0, -1, null);
          default -> new Usage(1, 0, 0, 0, 0, 0, 1, 0, 0, 9, 0, -1, null);
        };
    assertThat(cost("plain", usage).state()).isEqualTo(Cost.State.UNKNOWN);
    assertThat(cost("whole", usage).state()).isEqualTo(Cost.State.PRICED);
  }

  @Test
  void an_hour_s_write_never_has_the_price_of_five_minutes() {
    var usage = new Usage(1, 0, 0, 9, 0, 0, 1, 0, 0, 0, 0, -1, null);
    assertThat(cost("five-minutes", usage).state()).isEqualTo(Cost.State.UNKNOWN);
  }

  @Test
  void a_list_says_what_it_bills_as_another() {
    var usage = new Usage(1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, -1, null);
    assertThat(CostMeter.cost(book, "listens", "any", usage, 0).nanos()).isEqualTo(10 * 1_000);
    var cached = new Usage(1, 9, 0, 0, 0, 0, 0, 0);
    assertThat(CostMeter.cost(book, "listens", "any", cached, 0).state())
        .isEqualTo(Cost.State.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "speed:fast, flex, 300", // both factors
    "geo:us, , 110",
    "geo:mars, , -1"
  })
  void every_condition_that_an_answer_names_has_its_factor(
      String term, @Nullable String tier, long nanos) {
    var billing = new Usage.Billing(2, 0, -1, tier, List.of(term), null, null);
    var cost = CostMeter.cost(book, "terms", "any", Usage.of(1_000, 0).billed(billing), 0);
    if (nanos < 0) assertThat(cost.state()).isEqualTo(Cost.State.UNKNOWN);
    else assertThat(cost.nanos()).isEqualTo(nanos * 1_000 + 20_000_000); // searches cost the same
  }

  @ParameterizedTest
  @CsvSource({"low, 5000000", "medium, 8000000", "high, 12000000", "vast, 6000000", ", 6000000"})
  void a_request_s_fee_goes_by_what_was_searched(@Nullable String size, long nanos) {
    var billing = new Usage.Billing(0, 0, -1, null, List.of(), size, null);
    var cost = CostMeter.cost(book, "searches", "sized", Usage.of(0, 0).billed(billing), 0);
    assertThat(cost.nanos()).isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource({"by-query, 3, 42000000", "by-answer, 3, 35000000", "by-answer, 0, 0"})
  void searches_are_billed_by_the_piece_or_by_the_answer(String model, long made, long nanos) {
    var usage = Usage.of(0, 0).billed(made, -1, null);
    assertThat(CostMeter.cost(book, "searches", model, usage, 0).nanos()).isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource({
    "plain, odd, 500, 'vendor@7, model odd'", // another model served
    "my-deployment, plain, 150000, 'vendor@7, model plain'",
    "plain, plain, 150000, vendor@7",
    "plain, never-heard-of, 150000, vendor@7",
    "eu.maker.plain:free, plain, 0, vendor@7" // a variant has its own price
  })
  void the_model_that_the_answer_names_is_the_one_that_is_paid_for(
      String sent, String returned, long nanos, String name) {
    var at = Instant.parse("2026-07-01T12:00:00Z").toEpochMilli();
    var cost = CostMeter.cost(book, "vendor", sent, returned, Usage.of(1_000, 0), at);
    assertThat(cost.nanos()).isEqualTo(nanos);
    assertThat(cost.prices()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 2", "5, 2", "7, 4", "2000, 1000"})
  void a_bucket_is_rounded_once_and_half_to_even(long tokens, long nanos) {
    assertThat(cost("odd", Usage.of(tokens, 0)).nanos())
        .isEqualTo(nanos); // half a nano-dollar each
  }

  @Test
  void buckets_are_rounded_before_they_are_added() {
    assertThat(cost("odd", Usage.of(1, 1)).nanos()).isEqualTo(2); // 0.5 and 1.5
  }

  @ParameterizedTest
  @CsvSource({
    "200000, 0, 250000000",
    "200001, 0, 500002500",
    "100000, 100001, 275000250",
    "400001, 0, 1600004000"
  })
  void a_tier_prices_all_tokens_by_the_whole_input(long input, long cached, long nanos) {
    assertThat(cost("tiered", new Usage(input, cached, 0, 0, 0, 0, 0, 0)).nanos()).isEqualTo(nanos);
  }

  @Test
  void a_tier_that_says_nothing_of_a_price_leaves_it() {
    assertThat(cost("tiered", Usage.of(400_001, 1)).lines().getLast().nanos()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-12T23:59:59Z, 1000, vendor@7",
    "2026-03-13T00:00:00Z, 2000, 'vendor@7, from 2026-03-13'",
    "2026-05-31T23:59:59Z, 3000, 'vendor@7, from 2026-05-01'",
    "2026-06-01T00:00:00Z, 2000, 'vendor@7, from 2026-03-13'"
  })
  void the_price_of_the_day_holds(String at, long nanos, String name) {
    var cost = cost("dated", Usage.of(1, 0), at);
    assertThat(cost.nanos()).isEqualTo(nanos);
    assertThat(cost.prices()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-01T16:29:59Z, 2000",
    "2026-07-01T16:30:00Z, 1000",
    "2026-07-01T00:29:00Z, 1000",
    "2026-07-01T00:30:00Z, 2000"
  })
  void hours_past_midnight_hold_on_both_sides_of_it(String at, long nanos) {
    assertThat(cost("nightly", Usage.of(1, 0), at).nanos()).isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource({", 150", "default, 150", "standard, 150", "flex, 75", "PRIORITY, 262", "premium, -1"})
  void a_service_tier_has_its_factor_or_no_known_price(@Nullable String tier, long nanos) {
    var cost = cost("plain", Usage.of(1, 0).served(tier));
    if (nanos < 0) assertThat(cost.state()).isEqualTo(Cost.State.UNKNOWN);
    else assertThat(cost.nanos()).isEqualTo(nanos);
  }

  @Test
  void no_price_is_no_cost_of_nothing() {
    assertThat(cost("nobody", Usage.of(1, 1))).isEqualTo(Cost.UNKNOWN);
    assertThat(CostMeter.cost(book, "nobody", "plain", Usage.of(1, 1), 0)).isEqualTo(Cost.UNKNOWN);
    var told = cost("embedder", Usage.of(5, 1)); // output has no price
    assertThat(told.state()).isEqualTo(Cost.State.UNKNOWN);
    assertThat(told.nanos()).isZero();
  }

  @Test
  void nothing_used_costs_nothing() {
    assertThat(cost("plain", Usage.NONE).nanos()).isZero();
    assertThat(cost("plain", Usage.NONE).state()).isEqualTo(Cost.State.PRICED);
  }

  @Test
  void names_are_found_in_any_case_and_by_patterns() {
    assertThat(cost("PLAIN", Usage.of(1, 0)).nanos()).isEqualTo(150);
    assertThat(cost("文心一言", Usage.of(1, 0)).nanos()).isEqualTo(1_000);
  }
}
