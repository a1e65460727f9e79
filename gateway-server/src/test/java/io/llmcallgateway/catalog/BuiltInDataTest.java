package io.llmcallgateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The files in the jar say what they must, and nothing twice.
final class BuiltInDataTest {
  private static final BuiltInData BUILT_IN = BuiltInData.load();

  @Test
  void has_the_providers_that_users_expect_under_the_names_they_know() {
    assertThat(BUILT_IN.rows().keySet())
        .startsWith("openai", "anthropic", "gemini", "vertex_ai", "vertex_ai_anthropic", "azure")
        .contains(
            "bedrock", "cohere", "together_ai", "dashscope", "deepseek", "zhipu", "ollama", "groq")
        .doesNotContain(Catalog.DEMO, "default")
        .hasSizeGreaterThan(80)
        .allMatch(id -> id.matches("[a-z0-9][a-z0-9_-]*"));
  }

  @Test
  void every_row_has_a_usable_base_url_encrypted_unless_on_this_machine() {
    for (var row : BUILT_IN.rows().values()) {
      var url = row.baseUrl().fill(name -> name.endsWith("_BASE") ? "https://a.example" : "x");
      assertThat(url).as(row.id()).isNotNull().doesNotEndWith("/").doesNotContain("$");
      var plain = row.baseUrl().fill(_ -> null);
      if (plain == null) continue;
      var uri = URI.create(plain);
      boolean local = "localhost".equals(uri.getHost());
      assertThat(uri.getScheme()).as(row.id()).isEqualTo(local ? "http" : "https");
      assertThat(row.keyOptional()).as(row.id()).isEqualTo(local);
    }
  }

  @Test
  void every_key_variable_belongs_to_one_row() {
    var owners = new HashMap<String, String>();
    for (var row : BUILT_IN.rows().values()) {
      assertThat(row.key()).as(row.id()).isNotEmpty().allMatch(key -> key.matches("[A-Z0-9_]+"));
      if (row.id().equals("vertex_ai_anthropic")) continue; // of one account with vertex_ai
      for (var key : row.key()) assertThat(owners.put(key, row.id())).as(key).isNull();
    }
    assertThat(owners)
        .containsEntry("ANTHROPIC_API_KEY", "anthropic")
        .containsEntry("GOOGLE_API_KEY", "gemini")
        .containsEntry("CO_API_KEY", "cohere")
        .containsEntry("DASHSCOPE_API_KEY", "dashscope");
  }

  @Test
  void every_list_of_models_belongs_to_a_row_and_every_row_has_the_list_it_names() {
    var named = new TreeSet<String>();
    for (var row : BUILT_IN.rows().values()) {
      var catalogue = row.catalogue();
      if (catalogue == null) continue;
      named.add(catalogue);
      assertThat(BUILT_IN.list(catalogue)).as(row.id()).isNotEmpty();
    }
    assertThat(BUILT_IN.lists().keySet()).containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void knows_limits_and_prices_of_models() {
    var info = Objects.requireNonNull(BUILT_IN.list("openai").get("gpt-4o-mini"));
    assertThat(info.context()).isEqualTo(128_000);
    assertThat(info.inputPrice()).isEqualTo(150_000);
    assertThat(info.outputPrice()).isEqualTo(600_000);
    var unpriced = Objects.requireNonNull(BUILT_IN.list("dashscope").get("qwen-max"));
    assertThat(unpriced.priced()).isFalse();
  }

  @Test
  void no_model_has_a_wrong_limit_or_price() {
    BUILT_IN
        .lists()
        .forEach(
            (list, models) ->
                assertThat(models.values())
                    .as(list)
                    .allMatch(model -> model.context() == -1 || model.context() > 100)
                    .allMatch(model -> model.inputPrice() >= -1 && model.outputPrice() >= -1)
                    .allMatch(model -> model.inputPrice() <= 1_000_000_000L));
  }

  @Test
  void makers_list_models_that_they_make() {
    for (var id :
        Set.of("openai", "anthropic", "gemini", "deepseek", "xai", "moonshot", "cohere")) {
      var row = Objects.requireNonNull(BUILT_IN.row(id));
      assertThat(BUILT_IN.list(row.catalogue()).keySet()).as(id).allMatch(row::makes);
    }
  }

  @Test
  void aliases_lead_to_models_that_live() {
    var aliases = BUILT_IN.aliases();
    assertThat(aliases.undated().values()).allMatch(BuiltInDataTest::isListed);
    for (var retired : aliases.retired().entrySet()) {
      assertThat(retired.getValue()).as(retired.getKey()).isNotEmpty();
      assertThat(retired.getValue()).as(retired.getKey()).allMatch(BuiltInDataTest::isListed);
    }
    var both = new HashSet<>(aliases.undated().keySet());
    both.retainAll(aliases.retired().keySet());
    assertThat(both).isEmpty();
  }

  @Test
  void retired_names_are_not_listed_by_their_successors_provider() {
    for (var retired : BUILT_IN.aliases().retired().entrySet()) {
      var provider = retired.getValue().getFirst().split("/", 2)[0];
      var row = Objects.requireNonNull(BUILT_IN.row(provider));
      assertThat(BUILT_IN.list(row.catalogue())).doesNotContainKey(retired.getKey());
    }
    assertThat(BUILT_IN.aliases().retired().keySet())
        .contains("claude-3-sonnet", "gemini-pro-vision", "command-nightly", "llama-2-70b-chat");
  }

  private static boolean isListed(String name) {
    var parts = name.split("/", 2);
    var row = BUILT_IN.row(parts[0]);
    Map<String, ModelInfo> list = row == null ? Map.of() : BUILT_IN.list(row.catalogue());
    return list.containsKey(parts[1]);
  }
}
