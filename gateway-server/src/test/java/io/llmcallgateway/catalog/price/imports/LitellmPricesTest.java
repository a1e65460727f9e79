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
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;

/// LiteLLM's map of models becomes prices in the gateway's own format.
final class LitellmPricesTest {
  private static final Set<String> KNOWN =
      Set.of("openai", "anthropic", "groq", "perplexity", "openrouter", "bedrock");

  private static ImportedPrices read(String json) {
    var root =
        Json.MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).readTree(json);
    assertThat(LitellmPrices.fits(root)).isTrue();
    return LitellmPrices.read(root, KNOWN);
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

  @Test
  void each_model_of_a_known_provider_is_read_exact_to_the_last_digit() {
    var prices =
        read(
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
    var lists = lists(prices);
    var openAi = lists.at("/openai/models");
    assertThat(openAi).hasSize(1);
    assertThat(openAi.path(0).toString())
        .isEqualTo(
            "{\"name\":\"gpt-4o\",\"service\":{\"batch\":\"0.5\"},\"prices\":[{\"input\":\"2.5\","
                + "\"output\":\"10\",\"cache-read\":\"1.25\",\"search\":\"35\"}]}");
    assertThat(lists.at("/anthropic/models/0/prices/0").toString())
        .isEqualTo(
            "{\"input\":\"3\",\"cache-write\":\"3.75\",\"cache-write-hour\":\"6\",\"output\":\"15\","
                + "\"tiers\":[{\"above\":200000,\"input\":\"6\",\"cache-write\":\"7.5\","
                + "\"output\":\"22.5\"}]}");
    assertThat(lists.at("/groq/models/0").toString())
        .isEqualTo(
            "{\"name\":\"qwen\",\"prices\":[{\"input\":\"0.1\",\"reasoning\":\"0.4\","
                + "\"output\":\"0.3\"}]}");
    assertThat(lists.at("/perplexity/models/0/prices/0/request").asString()).isEqualTo("5");
    assertThat(lists.at("/openrouter/models/0/name").asString()).isEqualTo("qwen/qwen3");
    assertThat(lists.at("/openrouter/models/0/prices/0/input").asString()).isEqualTo("0");
    assertThat(lists.has("bedrock")).isFalse();
    assertThat(prices.skipped().keySet())
        .containsExactlyInAnyOrder(
            "prices of one region",
            "prices by the picture, the second or the like, or none",
            "a provider that the gateway does not know",
            "a price below 0");
  }

  @Test
  void other_documents_are_not_taken_for_it() {
    for (var json : List.of("[]", "{}", "{\"a\": {\"b\": 1}}", "1")) {
      assertThat(LitellmPrices.fits(Json.MAPPER.readTree(json))).isFalse();
    }
  }
}
