package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Mistakes in gateway.yaml, each at its path and line.
final class GatewayYamlMistakesTest {
  @TempDir Path path;
  private ConfigFolder folder = new ConfigFolder(Path.of(""));

  @BeforeEach
  void prepare() {
    folder = new ConfigFolder(path);
  }

  private List<String> problems(String yaml) {
    return folder.yaml(yaml).problems();
  }

  /// Each mistake alone, at its path, with its line.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "qqq: 1 | qqq: is not a known key (line 2)",
        "provider: {} | provider: is not a known key; did you mean 'providers'? (line 2)",
        "listen: { prt: 1 } | listen.prt: is not a known key; did you mean 'port'? (line 2)",
        "log: { levle: INFO } | log.levle: is not a known key; did you mean 'level'? (line 2)",
        "listen: 8728 | listen: must be a mapping (line 2)",
        "log: [a] | log: must be a mapping (line 2)",
        "journal: { keys: { k: some } } | journal.keys.k: 'some' is none of full, metadata, off"
            + " (line 2)",
        "journal: { keys: [k] } | journal.keys: must be a mapping (line 2)",
        "journal: { key: x } | journal.key: is not a known key; did you mean 'keys'? (line 2)",
        "data-dir: [a] | data-dir: must be a single value (line 2)",
        "debug: { a: b } | debug: must be a single value (line 2)",
        "listen: { port: [1] } | listen.port: must be a single value (line 2)",
        "listen: { port: high } | listen.port: 'high' is not a whole number from 0 to 65535",
        "listen: { host: 0.0.0.0 } | listen.host: '0.0.0.0' would open a gateway without",
        "log: { rotation: big } | log.rotation: 'big' is not a size such as '10 MB'",
        "api-key: `${NONE}` | api-key: refers to the variable NONE, which is not set; set it or",
        "data-dir: `${` | data-dir: has a reference that is not of the form ${NAME}",
        "data-dir: `${1X}` | data-dir: has a reference that is not of the form ${NAME}",
        "- a | gateway.yaml: must be a mapping (line 2)",
        "hello | gateway.yaml: must be a mapping (line 2)",
        "debug: on, debug: off | gateway.yaml: is not YAML",
        "providers: [a] | providers: must be a mapping (line 2)",
        "providers: { a b: {} } | providers.a b: is not a provider id",
        "providers: { a: x } | providers.a: must be a mapping (line 2)",
        "providers: { a: { api_key: x } } | providers.a.api_key: is not a known key; did you mean"
            + " 'api-key'?",
        "providers: { a: { url: x } } | providers.a.url: is not a known key",
        "providers: { a: { dialect: opnai } } | providers.a.dialect: 'opnai' is none of openai,"
            + " resp",
        "providers: { a: { dialect: [x] } } | providers.a.dialect: must be a single value (line 2)",
        "providers: { a: { base-url: h } } | providers.a.base-url: must begin with http:// or"
            + " https",
        "providers: { a: { base-url: 'http://localhost:8728' } } | providers.a.base-url: is this"
            + " gate",
        "providers: { a: { api-key: '' } } | providers.a.api-key: is empty (line 2)",
        "providers: { a: { api-key: } } | providers.a.api-key: is empty (line 2)",
        "providers: { a: { headers: [x] } } | providers.a.headers: must be a mapping (line 2)",
        "providers: { a: { headers: { 'a b': c } } } | providers.a.headers.a b: is not a header"
            + " name",
        "providers: { a: { headers: { a: `b\\nc` } } } | providers.a.headers.a: has a control char",
        "providers: { a: { quirks: { x: y } } } | providers.a.quirks: must be a list (line 2)",
        "providers: { a: { models: [ [x] ] } } | providers.a.models[0]: must be a single value",
        "providers: { a: { endpoints: [x] } } | providers.a.endpoints: must be a mapping (line 2)",
        "providers: { a: { endpoints: { rest: {} } } } | providers.a.endpoints.rest: is none of"
            + " openai,",
        "providers: { a: { endpoints: { responses: 1 } } } | providers.a.endpoints.responses: must"
            + " be a",
        "providers: { a: { endpoints: { gemini: { url: x } } } } |"
            + " providers.a.endpoints.gemini.url: is not",
        "providers: { a: { endpoints: { gemini: { base-url: x } } } } |"
            + " providers.a.endpoints.gemini.base-url:",
        "providers: { a: { endpoints: { gemini: { models: [a*b*] } } } } |"
            + " providers.a.endpoints.gemini.models[0]:",
        "providers: { a: { endpoints: { chat: {}, openai: {} } } } | providers.a.endpoints.openai:"
            + " is given tw",
        "providers: { a: { endpoint: rest } } | providers.a.endpoint: 'rest' is none of openai,"
            + " responses",
        "rules: [ { model: m, endpoint: rest } ] | rules[0].endpoint: 'rest' is none of openai,"
            + " responses",
        "rules: [ { model: m, endpoints: [chat, rest] } ] | rules[0].endpoints: 'rest' is none of"
            + " openai",
        "rules: [ { model: m, reasoning-with-tools: no } ] | rules[0].reasoning-with-tools: 'no' is"
            + " neither",
        "models: [a] | models: must be a mapping (line 2)",
        "models: { m: } | models.m: needs at least one target",
        "models: { m: { targets: [] } } | models.m: needs at least one target",
        "models: { m: { targets: [ { model: a/b } ], target: x } } | models.m.target: is not a"
            + " known",
        "models: { m: { targets: [gpt] } } | models.m.targets[0]: 'gpt' is not of the form"
            + " provider/",
        "models: { m: { targets: [a/b, a/] } } | models.m.targets[1]: 'a/' is not of the form"
            + " provid",
        "models: { m: { targets: [ null ] } } | models.m.targets[0]: needs a model: provider/model",
        "models: { m: { targets: [ { model: } ] } } | models.m.targets[0]: needs a model",
        "models: { m: { targets: [ { weight: 1 } ] } } | models.m.targets[0]: needs a model",
        "models: { m: { targets: [ { model: a/b, wait: 1 } ] } } | models.m.targets[0].wait: is not"
            + " a",
        "models: { m: { targets: [ { model: a/b, weight: -1 } ] } } | models.m.targets[0].weight:"
            + " '-1'",
        "models: { m: { targets: [ { model: a/b, weight: 1.5 } ] } } | models.m.targets[0].weight:"
            + " '1.",
        "models: { m: { targets: [ { model: a/b, weight: 0 } ] } } | models.m.targets: has no"
            + " target",
        "models: { m: { targets: [a/b], strategy: random } } | models.m.strategy: 'random' is none"
            + " of",
        "models: { m: { targets: [a/b], fallbacks: { x: y } } } | models.m.fallbacks: must be a"
            + " list",
        "models: { a*b*: { targets: [a/b] } } | models.a*b*: has more than one '*' (line 2)",
        "models: { ' ': { targets: [a/b] } } | models. : is not a model name (line 2)",
        "models: { a: { targets: [a/b], fallbacks: [x] } } | models.a.fallbacks[0]: 'x' is neither",
        "models: { a: { targets: [a/b], fallbacks: a } } | models.a.fallbacks: is a loop: a -> a"
            + " (line 2)",
        "models: { a: { targets: ['a/*'] } } | models.a.targets[0]: the * of 'a/*' stands for what",
        "journal: { redact: [email, '('] } | journal.redact[1]: '(' is none of keys, email, phone,",
        "journal: { redact: 'x*' } | journal.redact: 'x*' matches everything: it finds even nothing"
            + " (line 2)",
        "providers: { a: { auth: basic } } | providers.a.auth: 'basic' is none of bearer, api-key,",
        "providers: { a: { quirks: [no-done, odd] } } | providers.a.quirks[1]: 'odd' is none of",
        "providers: { a: { accepts: [tools, odd] } } | providers.a.accepts[1]: 'odd' is none of",
        "providers: { a: { refuses: odd } } | providers.a.refuses: 'odd' is none of",
        "providers: { demo: {} } | providers.demo: the name is the gateway's own; take another one"
            + " (line 2)",
      })
  void a_mistake_is_told_at_its_path(String line, String problem) {
    assertThat(problems("# 第一行\n" + line.replace('`', '"') + "\n"))
        .singleElement()
        .asString()
        .startsWith(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b\ndata-dir: c\ndata-dir: d\n",
        "a: b\nproviders:\n  p: {}\n  p: {}\n",
        "a: b\nmodels:\n  m: { targets: [a/b] }\n  m: { targets: [a/b] }\n",
      })
  void a_key_given_twice_is_refused_at_its_second_place(String yaml) {
    var lines = yaml.lines().toList();
    assertThat(problems(yaml))
        .hasSize(2)
        .anyMatch(p -> p.endsWith(": is given twice (line " + lines.size() + ")"));
  }

  @Test
  void what_is_not_yaml_is_told_with_its_line() {
    assertThat(problems("listen:\n\tport: 1\n"))
        .singleElement()
        .asString()
        .startsWith("gateway.yaml: is not YAML: ")
        .contains("(line 2)");
    assertThat(problems("a: b\nc: [d\n")).singleElement().asString().contains("(line 3)");
    assertThat(problems("a: b\n---\nc: d\n")).singleElement().asString().contains("is not YAML");
  }

  @Test
  void what_is_not_utf_8_is_told() {
    folder.bytes("gateway.yaml", "data-dir: 数据".getBytes(StandardCharsets.UTF_16LE));
    assertThat(folder.problems()).hasSize(1);
    folder.bytes("gateway.yaml", "data-dir: é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(folder.problems()).containsExactly("gateway.yaml: is not UTF-8");
  }

  @Test
  void a_file_that_multiplies_itself_or_nests_without_end_is_refused() {
    var bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(problems(bomb.toString())).singleElement().asString().contains("is not YAML");
    assertThat(problems("models: " + "[".repeat(100_000))).isNotEmpty();
  }

  @Test
  void all_mistakes_are_told_at_once_each_once() {
    assertThat(
            problems(
                """
                listen: 8728
                log: { levle: INFO, format: xml }
                providers:
                  a: { dialect: x, base-url: y, api-key: "${NONE_1}${NONE_2}" }
                models:
                  m: { targets: { model: a/b }, strategy: x, fallbacks: [ "${NONE_3}" ] }
                """))
        .extracting(problem -> problem.replaceFirst("(is not a known key|: [^:]*|;).*", ""))
        .containsExactlyInAnyOrder(
            "listen",
            "log.levle",
            "log.format",
            "providers.a.dialect",
            "providers.a.base-url",
            "providers.a.api-key",
            "providers.a.api-key",
            "models.m.targets",
            "models.m",
            "models.m.strategy",
            "models.m.fallbacks[0]");
  }

  @Test
  void no_problem_shows_what_a_variable_holds() {
    folder.variable("SECRET", "sk-geheim");
    assertThat(
            problems(
                """
                listen: { port: "${SECRET}", host: "${SECRET}" }
                debug: "${SECRET}"
                body-limit: "${SECRET}"
                request-timeout: "${SECRET}"
                log: { level: "${SECRET}", rotation: "${SECRET}", retention: "${SECRET}" }
                providers:
                  a: { dialect: "${SECRET}", base-url: "${SECRET}", api-key: "${SECRET}${NONE}" }
                  b: { base-url: "http://u:${SECRET}@h/v1", headers: { x-a: "${SECRET}\\u0001" } }
                models:
                  m: { targets: [ "${SECRET}", { model: a/b, weight: "${SECRET}" } ], strategy: "${SECRET}" }
                """))
        .hasSizeGreaterThan(14)
        .noneMatch(problem -> problem.contains("geheim"))
        .anyMatch(problem -> problem.startsWith("listen.port: '${SECRET}' is not a whole number"));
  }
}
