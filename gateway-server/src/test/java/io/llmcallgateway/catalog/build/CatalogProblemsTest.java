package io.llmcallgateway.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.config.EndpointSettings;
import io.llmcallgateway.config.GroupSettings;
import io.llmcallgateway.config.GroupSettings.TargetSettings;
import io.llmcallgateway.config.ProviderSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every mistake is told with its path, all at once.
final class CatalogProblemsTest {
  private static final List<String> ECHO = List.of("demo/echo");

  private static GivenSettings given() {
    return new GivenSettings();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "nobody | - | - | - | providers.nobody: is not a built-in provider: give dialect and"
            + " base-url",
        "nobody | openai | - | - | providers.nobody: is not a built-in provider: give dialect and",
        "nobody | - | http://h/v1 | - | providers.nobody: is not a built-in provider: give dialect",
        "nobody | opnai | http://h/v1 | - | providers.nobody.dialect: \"opnai\" is not one of"
            + " openai,",
        "nobody | openai | ftp://h/v1 | - | providers.nobody.base-url: is not an http or https URL",
        "nobody | openai | http:///v1 | - | providers.nobody.base-url: is not an http or https URL",
        "nobody | openai | http://h/?a=1 | - | providers.nobody.base-url: is not an http or https"
            + " URL",
        "nobody | openai | http://u:secret@h/v1 | - | providers.nobody.base-url: is not an http or"
            + " https URL without user",
        "groq | - | - | - | providers.groq: has no key: give api-key (none for a server without",
        "demo | openai | http://h/v1 | - | providers.demo: the name is the gateway's own",
        "default | openai | http://h/v1 | - | providers.default: the name is the gateway's own",
        "a/b | openai | http://h/v1 | - | providers.a/b: a provider's name has letters",
        "azure | - | - | k | AZURE_API_BASE: is needed by the provider azure, which gateway.yaml",
      },
      quoteCharacter = '`')
  void a_wrong_provider_is_told(
      String id,
      @Nullable String dialect,
      @Nullable String baseUrl,
      @Nullable String key,
      String problem) {
    var problems = given().provider(id, dialect, baseUrl, key).problems();
    assertThat(problems).singleElement().asString().startsWith(problem.replace('"', '\''));
  }

  @Test
  void wrong_names_of_auth_quirks_and_prices_are_all_told() {
    var own =
        new ProviderSettings(
            "own",
            "openai",
            "http://h/v1",
            null,
            "basic",
            Map.of(),
            List.of("no-done", "no-thing"),
            List.of(),
            "opnai",
            Map.of());
    assertThat(given().provider(own).problems())
        .hasSize(3)
        .anyMatch(p -> p.startsWith("providers.own.auth: 'basic' is not one of bearer, api-key,"))
        .anyMatch(p -> p.startsWith("providers.own.quirks: 'no-thing' is not one of "))
        .anyMatch(p -> p.startsWith("providers.own.prices: 'opnai' is not one of openai,"));
  }

  @Test
  void a_variable_that_a_row_refers_to_must_be_set() {
    assertThat(given().variable("VERTEX_AI_ACCESS_TOKEN", "t").problems())
        .containsExactly(
            "VERTEXAI_PROJECT: is needed by the provider vertex_ai, which VERTEX_AI_ACCESS_TOKEN"
                + " switches on");
  }

  @Test
  void a_base_without_its_key_is_told() {
    assertThat(given().variable("DASHSCOPE_API_BASE", "https://h/v1").problems())
        .containsExactly(
            "DASHSCOPE_API_BASE: is set, but the key of the provider dashscope is not: set"
                + " DASHSCOPE_API_KEY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "anthropic/x | models.g.targets[0].model: the provider 'anthropic' is not switched on: set"
            + " ANTHROPIC_API_KEY",
        "ollama/x | models.g.targets[0].model: the provider 'ollama' is not switched on",
        "nobody/x | models.g.targets[0].model: there is no provider 'nobody'",
        "gpt-4o | models.g.targets[0].model: 'gpt-4o' is not provider/model",
        "demo/ | models.g.targets[0].model: 'demo/' is not provider/model",
        "demo/nothing | models.g.targets[0].model: the demo provider has only echo, story",
        "demo/* | models.g.targets[0].model: the * of 'demo/*' stands for",
      })
  void a_wrong_target_is_told(String target, String problem) {
    var problems = given().group("g", "ordered", List.of(target)).problems();
    assertThat(problems).singleElement().asString().startsWith(problem);
  }

  @Test
  void wrong_groups_are_told() {
    var problems =
        given()
            .group("快速", "random", ECHO)
            .group("empty", "ordered", List.of())
            .group("a*b*", "ordered", ECHO)
            .group(" ", "ordered", ECHO)
            .group("wild-*", "ordered", ECHO)
            .group("g", "ordered", ECHO, "nobody", "wild-*", "groq/x", "demo/story")
            .group(
                new GroupSettings(
                    "w",
                    List.of(new TargetSettings("demo/echo", -1)),
                    "weighted",
                    List.of(),
                    false))
            .problems();
    assertThat(problems)
        .containsExactlyInAnyOrder(
            "models.快速.strategy: 'random' is not one of ordered, weighted, least-busy, latency,"
                + " cost",
            "models.empty.targets: has no target; give at least one",
            "models.a*b*: a model's name has one * at most",
            "models. : a model's name has 1 to 256 characters, none of them a control one",
            "models.g.fallbacks[0]: 'nobody' is neither a name under models: nor provider/model",
            "models.g.fallbacks[1]: 'wild-*' is a wildcard, which cannot be a fallback",
            "models.g.fallbacks[2]: the provider 'groq' is not switched on: set GROQ_API_KEY in the"
                + " environment or .env",
            "models.w.targets[0].weight: -1 is below 0");
  }

  @Test
  void loops_of_fallbacks_are_shown_once_each() {
    var problems =
        given()
            .group("start", "ordered", ECHO, "a")
            .group("a", "ordered", ECHO, "b", "end")
            .group("b", "ordered", ECHO, "c")
            .group("c", "ordered", ECHO, "a")
            .group("self", "ordered", ECHO, "self")
            .group("end", "ordered", ECHO)
            .problems();
    assertThat(problems)
        .containsExactlyInAnyOrder(
            "models.a.fallbacks: is a loop: a -> b -> c -> a",
            "models.self.fallbacks: is a loop: self -> self");
  }

  @Test
  void two_ways_to_the_same_fallback_are_no_loop() {
    assertThat(
            given()
                .group("top", "ordered", ECHO, "left", "right")
                .group("left", "ordered", ECHO, "end")
                .group("right", "ordered", ECHO, "end")
                .group("end", "ordered", ECHO)
                .problems())
        .isEmpty();
  }

  @Test
  void a_target_at_a_provider_that_is_itself_wrong_is_not_told_twice() {
    var problems =
        given()
            .provider("house", "opnai", "http://h/v1", null)
            .group("g", "ordered", List.of("house/x"))
            .problems();
    assertThat(problems).singleElement().asString().startsWith("providers.house.dialect");
  }

  @Test
  void problems_show_no_key() {
    var problems =
        given()
            .variable("GROQ_API_KEY", "sk-hidden-1")
            .provider("nobody", null, null, "sk-hidden-2")
            .problems();
    assertThat(problems).isNotEmpty().noneMatch(p -> p.contains("sk-hidden"));
  }

  @Test
  void unknown_traits_and_a_row_that_is_not_there_are_told() {
    var own =
        new ProviderSettings(
            "own",
            "openai",
            "http://h/v1",
            null,
            null,
            Map.of(),
            List.of(),
            List.of(),
            null,
            Map.of(),
            List.of("verbosity", "developer"),
            List.of("no-such"),
            "deepseak",
            Map.of(),
            null);
    assertThat(given().provider(own).problems())
        .hasSize(3)
        .anySatisfy(problem -> assertThat(problem).contains("providers.own.accepts", "'developer'"))
        .anySatisfy(problem -> assertThat(problem).contains("providers.own.refuses", "'no-such'"))
        .anySatisfy(problem -> assertThat(problem).contains("providers.own.like", "'deepseak'"));
  }

  @Test
  void endpoints_that_cannot_be_are_told_at_their_path() {
    var own =
        new ProviderSettings(
            "own",
            "openai",
            "http://h/v1",
            null,
            null,
            Map.of(),
            List.of(),
            List.of(),
            null,
            Map.of(),
            List.of(),
            List.of(),
            null,
            Map.of(
                "openai", endpoint("openai", null, List.of()),
                "anthropic", endpoint("anthropic", "nowhere", List.of("no-such"))),
            "responses");
    assertThat(given().provider(own).problems())
        .hasSize(4)
        .anyMatch(p -> p.startsWith("providers.own.endpoints.openai: is what the provider's own"))
        .anyMatch(p -> p.startsWith("providers.own.endpoints.anthropic.auth: 'nowhere'"))
        .anyMatch(p -> p.startsWith("providers.own.endpoints.anthropic.quirks: 'no-such'"))
        .anyMatch(p -> p.startsWith("providers.own.endpoint: 'responses' is no endpoint of it"));
  }

  private static EndpointSettings endpoint(
      String dialect, @Nullable String auth, List<String> quirks) {
    return new EndpointSettings(dialect, false, null, auth, Map.of(), quirks, List.of(), Map.of());
  }
}
