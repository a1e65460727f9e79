package io.llmcallgateway.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
            + " base-url (line 2)",
        "nobody | openai | - | - | providers.nobody: is not a built-in provider: give dialect and",
        "nobody | - | http://h/v1 | - | providers.nobody: is not a built-in provider: give dialect",
        "nobody | opnai | http://h/v1 | - | providers.nobody.dialect: \"opnai\" is none of openai,",
        "nobody | openai | ftp://h/v1 | - | providers.nobody.base-url: must begin with http:// or"
            + " https:// (line 2)",
        "nobody | openai | http:///v1 | - | providers.nobody.base-url: has no host name (line 2)",
        "nobody | openai | http://h/?a=1 | - | providers.nobody.base-url: must have no query or"
            + " fragment (line 2)",
        "nobody | openai | http://u:secret@h/v1 | - | providers.nobody.base-url: must hold no user"
            + " name or password (line 2)",
        "groq | - | - | - | providers.groq: has no key: give api-key (none for a server without",
        "demo | openai | http://h/v1 | - | providers.demo: the name is the gateway's own",
        "default | openai | http://h/v1 | - | providers.default: the name is the gateway's own",
        "a/b | openai | http://h/v1 | - | providers.a/b: is not a provider id: letters, digits",
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
  void unknown_words_of_a_provider_are_all_told_with_their_lines() {
    var own =
        """
        own: { dialect: openai, base-url: "http://h/v1",
            auth: basic, quirks: [no-done, no-thing],
            accepts: [verbosity, developer], refuses: no-such }\
        """;
    assertThat(given().provider(own).problems())
        .hasSize(4)
        .anyMatch(p -> p.matches("providers.own.auth: 'basic' is none of bearer, .*\\(line 3\\)"))
        .anyMatch(p -> p.matches("providers.own.quirks\\[1]: 'no-thing' is none .*\\(line 3\\)"))
        .anyMatch(p -> p.matches("providers.own.accepts\\[1]: 'developer' .*\\(line 4\\)"))
        .anyMatch(p -> p.matches("providers.own.refuses: 'no-such' is none of .*\\(line 4\\)"));
  }

  @Test
  void lists_of_prices_and_built_in_providers_that_are_not_there_are_told_with_their_lines() {
    var own =
        """
        own: { dialect: openai, base-url: "http://h/v1",
            prices: opnai,
            like: deepseak }\
        """;
    assertThat(given().provider(own).problems())
        .hasSize(2)
        .anyMatch(p -> p.matches("providers.own.prices: 'opnai' is not .* openai.*\\(line 3\\)"))
        .anyMatch(p -> p.matches("providers.own.like: 'deepseak' is no built.*\\(line 4\\)"));
  }

  @Test
  void a_provider_that_is_like_another_needs_its_own_base_url() {
    assertThat(given().provider("own: { like: deepseek }").problems())
        .containsExactly(
            "providers.own: is not a built-in provider: give dialect and base-url (line 2)");
  }

  @ParameterizedTest
  @CsvSource({
    "OLLAMA_API_BASE, ftp://h, OLLAMA_API_BASE, ollama",
    "OLLAMA_API_BASE, http://u:secret@h, OLLAMA_API_BASE, ollama",
    "AWS_REGION, no where, AWS_REGION, bedrock",
  })
  void a_variable_that_makes_no_url_is_told_by_its_name(
      String variable, String value, String path, String provider) {
    var problems = given().variable(variable, value).variable("AWS_PROFILE", "p").problems();
    assertThat(problems)
        .filteredOn(problem -> problem.startsWith(path + ": "))
        .anyMatch(problem -> problem.contains("makes the base URL of the provider " + provider))
        .noneMatch(problem -> problem.contains("secret"));
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
        "anthropic/x | models.g.targets[0]: the provider 'anthropic' is not switched on: set"
            + " ANTHROPIC_API_KEY in the environment or .env (line 2)",
        "ollama/x | models.g.targets[0]: the provider 'ollama' is not switched on",
        "nobody/x | models.g.targets[0]: there is no provider 'nobody'",
        "gpt-4o | models.g.targets[0]: 'gpt-4o' is not of the form provider/model (line 2)",
        "demo/ | models.g.targets[0]: 'demo/' is not of the form provider/model (line 2)",
        "demo/nothing | models.g.targets[0]: the demo provider has only echo, story",
        "demo/* | models.g.targets[0]: the * of 'demo/*' stands for",
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
            .group("bell\u0007", "ordered", ECHO)
            .group("wild-*", "ordered", ECHO)
            .group("g", "ordered", ECHO, "nobody", "wild-*", "groq/*", "demo/story")
            .problems();
    assertThat(problems)
        .containsExactlyInAnyOrder(
            "models.快速.strategy: 'random' is none of ordered, weighted, least-busy, latency, cost"
                + " (line 2)",
            "models.empty: needs at least one target: targets: [{ model: provider/model }] (line"
                + " 3)",
            "models.a*b*: has more than one '*' (line 4)",
            "models. : is not a model name (line 5)",
            "models.bell\u0007: is not a model name (line 6)",
            "models.g.fallbacks[0]: 'nobody' is neither a name under models: nor provider/model"
                + " (line 8)",
            "models.g.fallbacks[1]: 'wild-*' is a wildcard, which cannot be a fallback (line 8)",
            "models.g.fallbacks[2]: the * of 'groq/*' stands for what the * of a wildcard name"
                + " matched, and 'g' has none (line 8)");
  }

  @Test
  void fallbacks_at_providers_that_are_off_are_told() {
    assertThat(given().group("g", "ordered", ECHO, "demo/story", "groq/x").problems())
        .containsExactly(
            "models.g.fallbacks[1]: the provider 'groq' is not switched on: set GROQ_API_KEY in the"
                + " environment or .env (line 2)");
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
            "models.a.fallbacks: is a loop: a -> b -> c -> a (line 3)",
            "models.self.fallbacks: is a loop: self -> self (line 6)");
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
            .provider("house", "openai", null, null)
            .group("g", "ordered", List.of("house/x"))
            .problems();
    assertThat(problems).singleElement().asString().startsWith("providers.house: ");
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
  void endpoints_that_cannot_be_are_told_at_their_path() {
    var own =
        """
        own: { dialect: openai, base-url: "http://h/v1",
            endpoints: { openai: {}, anthropic: {} },
            endpoint: responses }\
        """;
    assertThat(given().provider(own).problems())
        .hasSize(2)
        .anyMatch(p -> p.matches("providers.own.endpoints.openai: is what .*\\(line 3\\)"))
        .anyMatch(p -> p.matches("providers.own.endpoint: 'responses' is no .*\\(line 4\\)"));
  }

  @Test
  void unknown_words_of_an_endpoint_are_told_at_their_path() {
    var own =
        "own: { dialect: openai, base-url: 'http://h/v1', endpoints: { anthropic: { auth: nowhere,"
            + " quirks: [no-such] } } }";
    assertThat(given().provider(own).problems())
        .hasSize(2)
        .anyMatch(p -> p.startsWith("providers.own.endpoints.anthropic.auth: 'nowhere'"))
        .anyMatch(p -> p.startsWith("providers.own.endpoints.anthropic.quirks[0]: 'no-such'"));
  }
}
