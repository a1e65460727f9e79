package io.llmcallgateway.catalog.price;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.model.Cost.Bucket;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PriceFileReaderTest {
  private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");
  private static final BuiltInData BUILT_IN = BuiltInData.load();

  private final List<String> problems = new ArrayList<>();

  private PriceFile read(String text) {
    return PriceFileReader.read(
        new ByteArrayInputStream(text.getBytes(UTF_8)),
        "prices.yaml",
        "of today",
        (path, problem) -> problems.add(path + ": " + problem));
  }

  private static BigDecimal input(PriceBook book, String list, String model) {
    var price = Objects.requireNonNull(book.find(list, model, AT), list + "/" + model);
    return Objects.requireNonNull(price.rates(0).of(Bucket.INPUT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list: {} | list: is not a known key",
        "lists: [a] | lists: must be a mapping",
        "lists: {a: {model: []}} | lists.a.model: is not a known key",
        "lists: {a: {models: {}}} | lists.a.models: must be a list",
        "lists: {a: {models: [{}]}} | lists.a.models[0]: needs a name",
        "lists: {a: {models: [{name: m}]}} | lists.a.models[0]: needs prices: [{ input: \"1.5\","
            + " output: \"6\" }]",
        "lists: {a: {models: [{name: m, prices: [{inptu: 1}]}]}} |"
            + " lists.a.models[0].prices[0].inptu: is not a known price",
        "lists: {a: {models: [{name: m, prices: [{input: 1e-7}]}]}} |"
            + " lists.a.models[0].prices[0].input: '1e-7' is not a price in plain digits such as"
            + " 0.15",
        "lists: {a: {models: [{name: m, prices: [{input: -1}]}]}} |"
            + " lists.a.models[0].prices[0].input: '-1' is not a price in plain digits such as"
            + " 0.15",
        "lists: {a: {models: [{name: m, prices: [{from: soon}]}]}} |"
            + " lists.a.models[0].prices[0].from: 'soon' is not a date such as 2026-01-31",
        "lists: {a: {models: [{name: m, prices: [{hours: 9-10}]}]}} |"
            + " lists.a.models[0].prices[0].hours: '9-10' are not hours in UTC such as 16:30-00:30",
        "lists: {a: {models: [{name: m, prices: [{tiers: [{input: 1}]}]}]}} |"
            + " lists.a.models[0].prices[0].tiers[0].above: must be a number of tokens",
        "lists: {a: {models: [{name: m, match: [/(/], prices: [{}]}]}} |"
            + " lists.a.models[0].match[0]: is no regular expression: Unclosed group",
        "lists: {a: {service: {flex: half}}} | lists.a.service.flex: 'half' is not a price in plain"
            + " digits such as 0.15",
        "currency: CNY | per-usd: 'null' is not a price in plain digits such as 0.15",
      })
  void a_mistake_is_told_at_its_path(String text, String problem) {
    read(text);
    assertThat(problems).contains(problem);
  }

  @Test
  void what_is_not_yaml_is_told() {
    assertThat(read("lists: {").lists()).isEmpty();
    assertThat(problems).singleElement().asString().startsWith(": is not YAML");
  }

  @Test
  void an_empty_file_is_fine() {
    assertThat(read("").lists()).isEmpty();
    assertThat(read("# 价格\n").lists()).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void later_layers_win_model_by_model_and_fallbacks_are_followed() {
    var below =
        read(
            """
            version: "1"
            lists:
              maker: { models: [ { name: a, prices: [ { input: "1" } ] }, { name: b, prices: [ { input: "2" } ] } ] }
              cloud: { fallback: [ maker ], models: [ { name: c, prices: [ { input: "3" } ] } ] }
              mirror: { same-as: cloud }
            """);
    var above =
        read("lists: { maker: { models: [ { name: a, prices: [ { input: \"0.5\" } ] } ] } }\n");
    assertThat(problems).isEmpty();
    var book = new PriceBook(List.of(below, above));
    assertThat(input(book, "maker", "a")).isEqualTo("0.5");
    assertThat(input(book, "maker", "b")).isEqualTo("2");
    assertThat(input(book, "cloud", "a")).isEqualTo("0.5");
    assertThat(input(book, "mirror", "c")).isEqualTo("3");
    assertThat(input(book, "mirror", "b")).isEqualTo("2");
    assertThat(book.find("maker", "c", AT)).isNull();
    assertThat(Objects.requireNonNull(book.find("maker", "a", AT)).text())
        .isEqualTo("maker@of today");
    assertThat(Objects.requireNonNull(book.find("mirror", "b", AT)).text()).isEqualTo("maker@1");
  }

  @Test
  void prices_in_another_currency_are_converted_by_the_file_s_rate() {
    var book =
        new PriceBook(
            List.of(
                read(
                    """
                    currency: CNY
                    per-usd: "8"
                    lists: { 国产: { models: [ { name: 通义, prices: [ { input: "4" } ] } ] } }
                    """)));
    assertThat(problems).isEmpty();
    assertThat(input(book, "国产", "通义")).isEqualByComparingTo("0.5");
  }

  /// Well-known list prices, from the vendors' own pages.
  @ParameterizedTest
  @CsvSource({
    "openai, gpt-4o-mini, 0.15",
    "openai, gpt-4o-2024-11-20, 2.5",
    "anthropic, claude-sonnet-4-5-20250929, 3",
    "anthropic, claude-haiku-4-5, 1",
    "gemini, gemini-2.5-flash, 0.3",
    "vertex_ai, gemini-2.5-flash, 0.3",
    "deepseek, deepseek-chat, ",
    "azure, gpt-4o-mini, 0.15",
    "groq, llama-3.3-70b-versatile, 0.59",
    "demo, echo, 0"
  })
  void the_shipped_prices_are_known_ones(String list, String model, String price) {
    var book = new PriceBook(List.of(BUILT_IN.prices()));
    var found = book.find(list, model, AT);
    assertThat(found).as("a price").isNotNull();
    if (price != null) assertThat(input(book, list, model)).isEqualByComparingTo(price);
  }

  @Test
  void shipped_lists_are_those_of_built_in_providers_and_what_they_refer_to_exists() {
    var prices = BUILT_IN.prices();
    assertThat(prices.source()).contains("genai-prices");
    assertThat(prices.version()).matches("\\d{4}-\\d\\d-\\d\\d");
    for (var list : prices.lists().entrySet()) {
      boolean known = list.getKey().equals("demo") || BUILT_IN.row(list.getKey()) != null;
      assertThat(known).as(list.getKey()).isTrue();
      assertThat(prices.lists().keySet()).containsAll(list.getValue().fallback());
      var same = list.getValue().sameAs();
      if (same != null) assertThat(prices.lists()).containsKey(same);
    }
  }
}
