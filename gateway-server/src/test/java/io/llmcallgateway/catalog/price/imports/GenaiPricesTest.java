package io.llmcallgateway.catalog.price.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.catalog.price.PriceFileReader;
import io.llmcallgateway.wire.Json;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;

/// The data of genai-prices becomes prices in the gateway's own format.
final class GenaiPricesTest {
  private static final Set<String> KNOWN = Set.of("gemini");

  private static ImportedPrices read(String json) {
    var root =
        Json.MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).readTree(json);
    assertThat(GenaiPrices.fits(root)).isTrue();
    return GenaiPrices.read(root, KNOWN);
  }

  /// The file that is made, as the gateway reads it.
  private static JsonNode lists(ImportedPrices prices) {
    var text = prices.text("a source", "1");
    assertThat(problems(text)).isEmpty();
    return Json.MAPPER.readTree(text.substring(text.indexOf('\n'))).path("lists");
  }

  private static List<String> problems(String text) {
    var problems = new ArrayList<String>();
    PriceFileReader.read(
        new ByteArrayInputStream(text.getBytes(UTF_8)),
        "imported",
        "",
        (path, problem) -> problems.add(path + " " + problem));
    return problems;
  }

  @ParameterizedTest
  @ValueSource(strings = {"[%s]", "{\"source\": \"s\", \"providers\": [%s]}"})
  void models_are_read_from_an_array_or_below_providers(String around) {
    var provider =
        """
        {"id": "google", "models": [
          {"id": "gemini-pro", "match": {"or": [{"starts_with": "gemini-pro"}, {"equals": "g"}]},
           "prices": [{"prices": {"input_mtok": {"base": 1.25, "tiers": [{"start": 200000,
             "price": 2.5}]}, "output_mtok": 0.1}},
             {"constraint": {"type": "start_date", "start_date": "2026-05-01"},
              "prices": {"input_mtok": 1, "web_searches_kcount": 14, "audio_hours": 3}}]},
          {"id": "night", "match": {"and": [{"contains": "a.b"}, {"ends_with": "-x"}]},
           "prices": [{"constraint": {"type": "time_of_date", "start_time": "00:30:00Z",
             "end_time": "16:30:00Z"}, "prices": {"input_mtok": 1e-07}}]},
          {"id": "ear", "match": {"equals": "ear"}, "prices": {"audio_hours": 1}},
          {"id": "gift:free", "match": {"equals": "gift:free"}, "prices": {}},
          {"id": "odd", "match": {"sounds_like": "odd"}, "prices": {"input_mtok": 1}}]}\
        """;
    var prices = read(around.formatted(provider));
    var lists = lists(prices);
    var models = lists.at("/gemini/models");
    assertThat(models).hasSize(3);
    assertThat(models.path(0).toString())
        .isEqualTo(
            "{\"name\":\"gemini-pro\",\"match\":[\"gemini-pro*\",\"g\"],\"prices\":[{\"input\":"
                + "\"1.25\",\"output\":\"0.1\",\"tiers\":[{\"above\":200000,\"input\":\"2.5\"}]},"
                + "{\"from\":\"2026-05-01\",\"input\":\"1\",\"search\":\"14\"}]}");
    assertThat(models.path(1).toString())
        .isEqualTo(
            "{\"name\":\"night\",\"match\":[\"/(?=.*a\\\\.b)(?=.*\\\\-x$).*/\"],\"prices\":"
                + "[{\"hours\":\"00:30-16:30\",\"input\":\"0.0000001\"}]}");
    assertThat(models.path(2).at("/prices/0/input").asString()).isEqualTo("0");
    assertThat(prices.skipped().keySet()).contains("a rule for names that cannot be read");
  }

  @Test
  void other_documents_are_not_taken_for_it() {
    for (var json : List.of("[]", "{}", "{\"a\": {\"b\": 1}}", "1")) {
      assertThat(GenaiPrices.fits(Json.MAPPER.readTree(json))).isFalse();
    }
  }
}
