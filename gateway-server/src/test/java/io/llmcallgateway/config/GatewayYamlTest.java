package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.catalog.ModelGroup;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.rules.ModelRule;
import io.llmcallgateway.rules.RuleMember;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatewayYamlTest {
  @TempDir Path folder;

  private Settings load(String yaml, Map<String, String> environment) throws Exception {
    Files.writeString(folder.resolve("gateway.yaml"), yaml);
    return ConfigLoader.load(environment, folder, new CommandLineFlags(null, null, null))
        .settings();
  }

  private List<String> problems(String yaml) {
    var refused = catchThrowableOfType(ConfigException.class, () -> load(yaml, Map.of()));
    assertThat(refused).as("refused").isNotNull();
    return refused.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void reads_the_shape_that_existing_setups_write() throws Exception {
    var settings =
        load(
            """
            listen: { host: 127.0.0.1, port: 9001 }
            providers:
              openai: { api-key: "${OPENAI_API_KEY}" }
              my-claude: { dialect: anthropic, base-url: "http://10.0.0.5:9000", api-key: "${MY_KEY}" }
              house-vllm: { dialect: openai, base-url: "http://10.0.0.6:8000/v1/", prices: openai,
                            auth: x-api-key, headers: { x-team: 红队 }, quirks: [no-done], models: [a, b] }
            models:
              fast:
                targets: [ { model: openai/gpt-4o-mini, weight: 3 }, { model: my-claude/claude-haiku-4-5 } ]
                strategy: weighted
                fallbacks: [ smart ]
              smart: { targets: [ { model: my-claude/claude-sonnet-5 } ] }
              快速: { targets: [ openai/gpt-4o ] }
              "gpt-*": { targets: [ { model: "openai/gpt-*" } ] }
            """,
            Map.of("OPENAI_API_KEY", "sk-1", "MY_KEY", "秘密"));
    assertThat(settings.listen()).isEqualTo(new ListenSettings("127.0.0.1", 9001));
    assertThat(settings.upstreams().providers().keySet())
        .containsExactly("openai", "my-claude", "house-vllm");
    assertThat(settings.upstreams().providers().get("my-claude"))
        .isEqualTo(
            new ProviderSettings(
                "my-claude",
                DialectId.ANTHROPIC,
                new ProviderKey(new Secret("秘密")),
                EndpointOptions.at(URI.create("http://10.0.0.5:9000")),
                new TraitSettings(Set.of(), Set.of()),
                List.of(),
                null,
                null,
                Map.of(),
                null));
    assertThat(settings.upstreams().providers().get("house-vllm"))
        .isEqualTo(
            new ProviderSettings(
                "house-vllm",
                DialectId.OPENAI,
                null,
                new EndpointOptions(
                    URI.create("http://10.0.0.6:8000/v1"),
                    ProviderAuth.X_API_KEY,
                    Map.of("x-team", new Secret("红队")),
                    Set.of(Quirk.NO_DONE),
                    Map.of()),
                new TraitSettings(Set.of(), Set.of()),
                List.of("a", "b"),
                "openai",
                null,
                Map.of(),
                null));
    assertThat(settings.upstreams().groups().keySet())
        .containsExactly("fast", "smart", "快速", "gpt-*");
    assertThat(settings.upstreams().groups().get("fast"))
        .isEqualTo(
            new GroupSettings(
                new ModelGroup(
                    "fast",
                    List.of(
                        new ModelGroup.Member("openai", "gpt-4o-mini", 3),
                        new ModelGroup.Member("my-claude", "claude-haiku-4-5", 1)),
                    ModelGroup.Strategy.WEIGHTED,
                    List.of("smart"),
                    false),
                null));
    assertThat(settings.upstreams().groups().get("smart"))
        .extracting(each -> each.group().strategy())
        .isEqualTo(ModelGroup.Strategy.ORDERED);
  }

  @Test
  void takes_rules_of_models_and_strict_groups() throws Exception {
    var settings =
        load(
            """
            rules:
              - { provider: my-claude, model: "claude-*", reasoning: adaptive, default-max-tokens: 8192,
                  efforts: [low, high], rejected: [], most-temperature: 1.5 }
              - { dialect: openai, model: [a*, 中文*], quirks: [no-done], tools: "${TOOLS}" }
            models:
              careful: { targets: [ openai/gpt-4o ], strict: true }
            """,
            Map.of("TOOLS", "false"));
    assertThat(settings.upstreams().rules())
        .containsExactly(
            new ModelRule(
                List.of(),
                List.of("my-claude"),
                List.of("claude-*"),
                Map.of(
                    RuleMember.REASONING, List.of("adaptive"),
                    RuleMember.DEFAULT_MAX_TOKENS, List.of("8192"),
                    RuleMember.EFFORTS, List.of("low", "high"),
                    RuleMember.REJECTED, List.of(),
                    RuleMember.MOST_TEMPERATURE, List.of("1.5"))),
            new ModelRule(
                List.of("openai"),
                List.of(),
                List.of("a*", "中文*"),
                Map.of(RuleMember.QUIRKS, List.of("no-done"), RuleMember.TOOLS, List.of("false"))));
    assertThat(settings.upstreams().groups().get("careful"))
        .extracting(each -> each.group().strict())
        .isEqualTo(true);
  }

  @Test
  void resolves_references_wherever_they_stand() throws Exception {
    var settings =
        load(
            """
            data-dir: "${A}/${B:-乙}/$${C}"
            cors-origins: [ "https://${A}" , "*" ]
            """,
            Map.of("A", "甲"));
    assertThat(settings.dataDir()).isEqualTo(folder.resolve("甲/乙/${C}"));
    assertThat(settings.access().corsOrigins()).containsExactly("https://甲", "*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "lissten: {}|lissten: is not a known key; did you mean 'listen'? (line 1)",
        "listen: { prot: 1 }|listen.prot: is not a known key; did you mean 'port'?",
        "listen: 5|listen: must be a mapping",
        "log: { levle: INFO }|log.levle: is not a known key; did you mean 'level'?",
        "rules: { a: 1 }|rules: must be a list",
        "rules: [ { dialect: klingon, tools: true } ]|rules[0].dialect: 'klingon' is none of"
            + " openai",
        "rules: [ { model: a } ]|rules[0]: says nothing",
        "rules: [ { model: a, resoning: none } ]|rules[0].resoning: is not a known key; did you"
            + " mean 'reasoning'?",
        "rules: [ { model: a, reasoning: hard } ]|rules[0].reasoning: 'hard' is none of none,"
            + " effort",
        "rules: [ { model: a, max-output: many } ]|rules[0].max-output: 'many' is not a whole"
            + " number",
        "rules: [ { model: a, tools: maybe } ]|rules[0].tools: 'maybe' is neither true nor false",
        "rules: [ { model: a, most-temperature: -1 } ]|rules[0].most-temperature: '-1' is not a"
            + " temperature",
        "rules: [ { model: a, quirks: [odd] } ]|rules[0].quirks: 'odd' is none of",
        "models: { m: { targets: [ a/b ], strict: perhaps } }|models.m.strict: 'perhaps' is"
            + " neither",
        "providers: { a: { paths: { chat: x } } }|providers.a.paths.chat: must begin with /",
        "providers: { a: { paths: { chatt: /x } } }|did you mean 'chat'?",
        "providers: [a]|providers: must be a mapping",
        "providers: { a: { dialect: klingon } }|providers.a.dialect: 'klingon' is none of openai",
        "providers: { a: { base-url: 'x' } }|providers.a.base-url: must begin with",
        "providers: { a: { base-url: 'http://127.0.0.1:8728/v1' } }|own address",
        "providers: { a: { api-key: '${NOPE}' } }|providers.a.api-key: refers to the variable NOPE",
        "providers: { a: { api-key: '${' } }|providers.a.api-key: has a reference",
        "providers: { a: { api-key: '' } }|providers.a.api-key: is empty",
        "providers: { a: { headers: { 'bad name': x } } }|providers.a.headers.bad name: is not a"
            + " header name",
        "providers: { 'a/b': {} }|providers.a/b: is not a provider id",
        "models: { a: {} }|models.a: needs at least one target",
        "models: { a: { targets: [ { model: x } ] } }|models.a.targets[0].model: 'x' is not of the"
            + " form",
        "models: { a: { targets: [ { weight: 1 } ] } }|models.a.targets[0]: needs a model",
        "models: { a: { targets: [ { model: a/b, weight: -1 } ] } }|models.a.targets[0].weight:"
            + " '-1'",
        "models: { a: { targets: [ { model: a/b, weight: 0 } ] } }|models.a.targets: has no target",
        "models: { a: { targets: [ a/b ], strategy: fastest } }|models.a.strategy: 'fastest'",
        "models: { 'a*b*': { targets: [ a/b ] } }|models.a*b*: has more than one '*'",
        "models: { a: { targets: [ a/b ], }, a: 3 }|models.a: is given twice",
        "debug: [1, 2]|debug: must be a single value",
        "a: b: c|gateway.yaml: is not YAML",
      })
  void refuses_mistakes_with_their_path(String yaml, String expected) {
    assertThat(problems(yaml)).anySatisfy(problem -> assertThat(problem).contains(expected));
  }

  @Test
  void takes_an_empty_file_for_no_settings() throws Exception {
    assertThat(load("", Map.of()).upstreams().providers()).isEmpty();
    assertThat(load("# nothing\n", Map.of()).upstreams().groups()).isEmpty();
    assertThat(load("providers:\nmodels:\n", Map.of()).upstreams().groups()).isEmpty();
  }
}
