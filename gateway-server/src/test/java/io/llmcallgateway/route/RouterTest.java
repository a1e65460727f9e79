package io.llmcallgateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.ModelGroup.Strategy;
import io.llmcallgateway.catalog.ModelLists;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which provider gets which name.
final class RouterTest {
  private final Set<String> asked = Collections.synchronizedSet(new TreeSet<>());

  private final ModelLists lists =
      provider -> {
        asked.add(provider.id());
        return provider.id().equals("house") ? List.of("local-qwen", "gpt-4o", "只有本地") : List.of();
      };

  private static final Catalog FULL =
      Catalogs.empty()
          .own("mine", "shared-model", "claude-sonnet-5")
          .own("house")
          .on("openai", "anthropic", "deepseek", "openrouter", "ollama")
          .defaultUpstream("default")
          .group("fast", Strategy.ORDERED, List.of("openai/gpt-4o-mini", "mine/shared-model"), "快速")
          .group("快速", Strategy.ORDERED, List.of("mine/shared-model", "demo/echo"), "openai/o3")
          .group("openai/gpt-4.1", Strategy.ORDERED, List.of("demo/story"))
          .group("team-*", Strategy.ORDERED, List.of("openai/*", "mine/x-*-y"), "anthropic/*")
          .group("team-a-*", Strategy.ORDERED, List.of("anthropic/*"))
          .strict()
          .build();

  private Plan plan(String model, Catalog catalog) {
    return new Router(Healths.quiet(), lists, Healths.SEEDED).plan(model, Operation.CHAT, catalog);
  }

  private static List<String> names(Plan plan) {
    return plan.targets().stream().map(t -> t.provider().id() + "/" + t.model()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "fast, openai/gpt-4o-mini mine/shared-model demo/echo openai/o3",
    "快速, mine/shared-model demo/echo openai/o3",
    // a group's name wins over provider/model
    "openai/gpt-4.1, demo/story",
    // the longest wildcard, with what its star matched
    "team-gpt-4o, openai/gpt-4o mine/x-gpt-4o-y anthropic/gpt-4o",
    "team-a-claude, anthropic/claude",
    // provider/model, whether listed or not
    "openai/gpt-99, openai/gpt-99",
    "openrouter/openai/gpt-4o, openrouter/openai/gpt-4o",
    "demo/echo, demo/echo",
    // a bare name: gateway.yaml, then its maker, then the rows' order
    "claude-sonnet-5, mine/claude-sonnet-5",
    "claude-opus-5, anthropic/claude-opus-5",
    "gpt-4o, openai/gpt-4o",
    "deepseek-chat, deepseek/deepseek-chat",
    "meta-llama/llama-3.3-70b-instruct, openrouter/meta-llama/llama-3.3-70b-instruct",
    // the own list of a provider without catalogue
    "local-qwen, house/local-qwen",
    "只有本地, house/只有本地",
    // the default upstream gets anything else whole, retired, undated and demo names too
    "claude-3-sonnet, default/claude-3-sonnet",
    "claude-sonnet-4, default/claude-sonnet-4",
    "mistral/mistral-small-latest, default/mistral/mistral-small-latest",
    "echo, default/echo",
    "openai/, default/openai/",
  })
  void a_name_leads_to_its_targets(String model, String targets) {
    assertThat(names(plan(model, FULL))).containsExactly(targets.split(" "));
  }

  @Test
  void
      own_lists_are_asked_only_for_names_that_no_catalogue_has_and_never_of_the_default_upstream() {
    plan("gpt-4o", FULL);
    plan("openai/whatever", FULL);
    plan("team-x", FULL);
    assertThat(asked).isEmpty();
    plan("nobody-has-this", FULL);
    assertThat(asked).containsExactly("house", "ollama");
  }

  @Test
  void the_plan_tells_what_the_name_meant() {
    assertThat(plan("team-a-x", FULL).routedAs()).isEqualTo("team-a-*");
    assertThat(plan("gpt-4o", FULL).routedAs()).isEqualTo("openai/gpt-4o");
  }

  @Test
  void a_strict_group_makes_a_strict_plan() {
    assertThat(plan("team-a-x", FULL).strict()).isTrue();
    assertThat(plan("team-b-x", FULL).strict()).isFalse();
    assertThat(plan("gpt-4o", FULL).strict()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonnet-4, anthropic/claude-sonnet-4-20250514",
    "claude-4-sonnet, anthropic/claude-sonnet-4-20250514",
    "command-a, cohere/command-a-03-2025",
    "command-r-plus, cohere/command-r-plus-08-2024",
    "mistral-small, mistral/mistral-small-latest",
  })
  void an_undated_name_means_the_dated_model_that_lives(String model, String target) {
    var catalog = Catalogs.empty().on("anthropic", "cohere", "mistral").build();
    assertThat(names(plan(model, catalog))).containsExactly(target);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // model | provider that is on | parts of the message
        "claude-3-sonnet | anthropic | retired; anthropic/claude-sonnet-5",
        "anthropic/claude-3-opus-x | openai | 'anthropic', which is not switched on;"
            + " ANTHROPIC_API_KEY",
        "claude-3-opus | openai | retired; anthropic/claude-opus-5; set ANTHROPIC_API_KEY",
        "gemini-pro-vision | gemini | retired; gemini/gemini-2.5-pro",
        "command-nightly | cohere | retired; cohere/command-a-03-2025",
        "llama-2-70b-chat | groq | retired; groq/llama-3.3-70b-versatile",
        "deepseek-chat | openai | made by DeepSeek; set DEEPSEEK_API_KEY; gateway.yaml",
        "gpt-4-omni | openai | not known of OpenAI; 'openai/gpt-4-omni'; Nearest: openai/gpt-4",
        "clade-opus-4-8 | anthropic | Nearest: anthropic/claude-opus-4-8",
        "快速 | openai | 快速; models:; LITELLM_BASE_URL",
        "ollama/qwen3 | openai | `ollama: {}`",
      })
  void an_unclaimed_name_is_answered_by_what_to_do(String model, String on, String parts) {
    var failure = failure(model, Catalogs.empty().on(on).build());
    assertThat(failure.status()).isEqualTo(404);
    assertThat(failure.code()).isEqualTo("model_not_found");
    assertThat(failure.param()).isEqualTo("model");
    assertThat(failure.message()).contains(model).contains(parts.split("; "));
  }

  @Test
  void with_nothing_switched_on_the_demo_is_recommended_and_does_not_claim_bare_names() {
    assertThat(failure("echo", Catalogs.empty().build()).message()).contains("demo/echo");
    assertThat(failure("gpt-4o", Catalogs.empty().build()).message())
        .contains("OPENAI_API_KEY", "demo/echo");
  }

  @Test
  void at_most_five_names_are_recommended() {
    var message = failure("gpt-5.9", Catalogs.empty().on("openai").build()).message();
    var names = message.substring(message.indexOf("Nearest: ") + 9).split(", ");
    assertThat(names).hasSize(5).allMatch(name -> name.startsWith("openai/gpt-5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "gpt\n4", "gpt\u0000", "a\u001b[31m"})
  void a_name_that_cannot_be_one_is_a_bad_request(String model) {
    var failure = failure(model, FULL);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID_REQUEST);
    assertThat(failure.param()).isEqualTo("model");
  }

  @Test
  void the_longest_name_has_256_characters() {
    assertThat(names(plan("m".repeat(256), FULL))).containsExactly("default/" + "m".repeat(256));
    assertThat(failure("m".repeat(257), FULL).kind()).isEqualTo(Failure.Kind.INVALID_REQUEST);
  }

  private Failure failure(String model, Catalog catalog) {
    var thrown = catchThrowableOfType(GatewayException.class, () -> plan(model, catalog));
    assertThat(thrown).isNotNull();
    return thrown.failure();
  }
}
