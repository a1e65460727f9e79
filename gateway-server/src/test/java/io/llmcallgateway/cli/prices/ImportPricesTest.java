package io.llmcallgateway.cli.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What others have gathered becomes prices in the gateway's own format, exact to the last digit.
final class ImportPricesTest {
  @TempDir private Path folder;

  private int run(String json) throws IOException {
    var config = folder.resolve("gateway.yaml");
    Files.writeString(config, "data-dir: \"" + folder.resolve("数据") + "\"\n");
    var file = Files.writeString(folder.resolve("prices.json"), json);
    return new CommandLine(new PricesCommand())
        .execute("import", "--config", config.toString(), file.toString());
  }

  private Path written() {
    return folder.resolve("数据/prices-imported.yaml");
  }

  private JsonNode lists() throws IOException {
    var text = Files.readString(written());
    return JsonMapper.shared().readTree(text.substring(text.indexOf('\n'))).path("lists");
  }

  @Test
  void litellms_map_is_read() throws Exception {
    var code =
        run(
            """
            {"sample_spec": {"litellm_provider": "one of …", "input_cost_per_token": 0.0},
             "gpt-4o": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 2.5e-06,
               "output_cost_per_token": 1e-05, "cache_read_input_token_cost": 1.25e-06,
               "input_cost_per_token_batches": 1.25e-06, "output_cost_per_token_batches": 5e-06,
               "input_cost_per_token_priority": 4.25e-06, "output_cost_per_token_priority": 1.6e-05,
               "search_context_cost_per_query": {"search_context_size_low": 0.03,
                 "search_context_size_medium": 0.035, "search_context_size_high": 0.05}},
             "claude-sonnet-4-5": {"litellm_provider": "anthropic", "input_cost_per_token": 3e-06,
               "cache_creation_input_token_cost": 3.75e-06,
               "cache_creation_input_token_cost_above_1hr": 6e-06,
               "input_cost_per_token_above_200k_tokens": 6e-06,
               "cache_creation_input_token_cost_above_200k_tokens": 7.5e-06,
               "output_cost_per_token": 1.5e-05, "output_cost_per_token_above_200k_tokens": 2.25e-05},
             "groq/qwen": {"litellm_provider": "groq", "input_cost_per_token": 1e-07,
               "output_cost_per_reasoning_token": 4e-7, "output_cost_per_token": "0.0000003"},
             "perplexity/sonar": {"litellm_provider": "perplexity", "input_cost_per_token": 1e-06,
               "input_cost_per_request": 0.005, "output_cost_per_token": 1e-06},
             "openrouter/qwen/qwen3": {"litellm_provider": "openrouter", "input_cost_per_token": 0},
             "bedrock/us-west-2/x": {"litellm_provider": "bedrock", "input_cost_per_token": 1e-06},
             "dall-e-3": {"litellm_provider": "openai", "input_cost_per_pixel": 3e-08},
             "x": {"litellm_provider": "nobody", "input_cost_per_token": 1e-06},
             "y": {"litellm_provider": "openai", "input_cost_per_token": -1}}\
            """);
    assertThat(code).isZero();
    var openAi = lists().at("/openai/models");
    assertThat(openAi).hasSize(1);
    assertThat(openAi.path(0).toString())
        .isEqualTo(
            "{\"name\":\"gpt-4o\",\"service\":{\"batch\":\"0.5\"},\"prices\":[{\"input\":\"2.5\","
                + "\"output\":\"10\",\"cache-read\":\"1.25\",\"search\":\"35\"}]}");
    assertThat(lists().at("/anthropic/models/0/prices/0").toString())
        .isEqualTo(
            "{\"input\":\"3\",\"cache-write\":\"3.75\",\"cache-write-hour\":\"6\",\"output\":\"15\","
                + "\"tiers\":[{\"above\":200000,\"input\":\"6\",\"cache-write\":\"7.5\","
                + "\"output\":\"22.5\"}]}");
    assertThat(lists().at("/groq/models/0").toString())
        .isEqualTo(
            "{\"name\":\"qwen\",\"prices\":[{\"input\":\"0.1\",\"reasoning\":\"0.4\","
                + "\"output\":\"0.3\"}]}");
    assertThat(lists().at("/perplexity/models/0/prices/0/request").asString()).isEqualTo("5");
    assertThat(lists().at("/openrouter/models/0/name").asString()).isEqualTo("qwen/qwen3");
    assertThat(lists().at("/openrouter/models/0/prices/0/input").asString()).isEqualTo("0");
    assertThat(lists().has("bedrock")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[%s]", "{\"source\": \"s\", \"providers\": [%s]}"})
  void genai_prices_are_read_as_an_array_or_below_providers(String around) throws Exception {
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
    assertThat(run(around.formatted(provider))).isZero();
    var models = lists().at("/gemini/models");
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
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "价格",
        "{",
        "[]",
        "{}",
        "{\"a\": {\"b\": 1}}",
        "[{\"id\": \"openai\", \"models\": []}]",
        "{\"m\": {\"litellm_provider\": \"nobody\", \"input_cost_per_token\": 1}}"
      })
  void what_holds_no_prices_is_refused_and_changes_nothing(String json) throws Exception {
    Files.createDirectories(written().getParent());
    Files.writeString(written(), "as it was");
    assertThat(run(json)).isEqualTo(1);
    assertThat(Files.readString(written())).isEqualTo("as it was");
    try (var left = Files.list(written().getParent())) {
      assertThat(left).containsExactly(written());
    }
  }

  @Test
  void a_missing_file_is_told() {
    assertThat(new CommandLine(new PricesCommand()).execute("import", "/gibt/es/nicht.json"))
        .isEqualTo(1);
  }
}
