package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.catalog.ModelGroup;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/// gateway.yaml read into typed settings: its shape and its references.
final class GatewayYamlValuesTest {
  @TempDir Path path;
  private ConfigFolder folder = new ConfigFolder(Path.of(""));

  @BeforeEach
  void prepare() {
    folder = new ConfigFolder(path);
  }

  private List<String> problems(String yaml) {
    return folder.yaml(yaml).problems();
  }

  @Test
  void a_whole_file_is_read_as_it_stands() {
    folder.variable("OPENAI_KEY", "sk-openai").variable("OWN", "sk-own");
    var settings =
        folder
            .yaml(
                """
                # 网关
                listen: { host: 127.0.0.1, port: 9000 }
                api-key: "${OWN}"
                cors-origins: [https://a.example, "https://b.example"]
                log: { dir: 日志, level: debug, rotation: 1 MB, retention: 3 days, format: json }
                providers:
                  openai: { api-key: "${OPENAI_KEY}" }
                  本地: {}
                  my-claude:
                    dialect: anthropic
                    base-url: "http://10.0.0.5:9000/"
                    api-key: none
                    auth: x-api-key
                    headers: { x-team: 研发, x-number: 7 }
                    quirks: [no-done]
                    models: [claude-haiku-4-5, claude-sonnet-5]
                    prices: anthropic
                models:
                  快:
                    targets:
                      - { model: openai/gpt-4o-mini, weight: 3 }
                      - my-claude/claude-haiku-4-5
                    fallbacks: [聪明, openai/gpt-4o]
                  聪明: { targets: [ { model: my-claude/claude-sonnet-5 } ], strategy: cost }
                """
                    .replace("  本地: {}\n", ""))
            .settings();
    assertThat(settings.access().clientKey()).isEqualTo(new Secret("sk-own"));
    assertThat(settings.access().corsOrigins())
        .containsExactly("https://a.example", "https://b.example");
    assertThat(settings.log())
        .isEqualTo(
            new LogFileSettings(
                path.resolve("日志"),
                Level.DEBUG,
                1 << 20,
                Duration.ofDays(3),
                10L << 30,
                LogFileSettings.Format.JSON));
    assertThat(settings.upstreams().providers())
        .containsExactly(
            Map.entry(
                "openai",
                new ProviderSettings(
                    "openai",
                    null,
                    new ProviderKey(new Secret("sk-openai")),
                    EndpointOptions.at(null),
                    new TraitSettings(Set.of(), Set.of()),
                    List.of(),
                    null,
                    null,
                    Map.of(),
                    null)),
            Map.entry(
                "my-claude",
                new ProviderSettings(
                    "my-claude",
                    DialectId.ANTHROPIC,
                    new ProviderKey(null),
                    new EndpointOptions(
                        URI.create("http://10.0.0.5:9000"),
                        ProviderAuth.X_API_KEY,
                        Map.of("x-team", new Secret("研发"), "x-number", new Secret("7")),
                        Set.of(Quirk.NO_DONE),
                        Map.of()),
                    new TraitSettings(Set.of(), Set.of()),
                    List.of("claude-haiku-4-5", "claude-sonnet-5"),
                    "anthropic",
                    null,
                    Map.of(),
                    null)));
    assertThat(settings.upstreams().groups())
        .containsExactly(
            Map.entry(
                "快",
                new GroupSettings(
                    new ModelGroup(
                        "快",
                        List.of(
                            new ModelGroup.Member("openai", "gpt-4o-mini", 3),
                            new ModelGroup.Member("my-claude", "claude-haiku-4-5", 1)),
                        ModelGroup.Strategy.WEIGHTED,
                        List.of("聪明", "openai/gpt-4o"),
                        false),
                    null)),
            Map.entry(
                "聪明",
                new GroupSettings(
                    new ModelGroup(
                        "聪明",
                        List.of(new ModelGroup.Member("my-claude", "claude-sonnet-5", 1)),
                        ModelGroup.Strategy.COST,
                        List.of(),
                        false),
                    null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n\n", "# 只有注释\n", "---\n", "{}", "\uFEFF", "providers:\nmodels:\nlog:\n"})
  void an_empty_file_is_fine(String text) {
    assertThat(problems(text)).isEmpty();
    assertThat(folder.settings().upstreams().groups()).isEmpty();
  }

  @Test
  void a_file_with_a_byte_order_mark_and_windows_line_ends_is_read() {
    folder.yaml("\uFEFFlisten:\r\n  port: 9000\r\n");
    assertThat(folder.settings().listen().port()).isEqualTo(9000);
  }

  @Test
  void without_weights_targets_are_taken_in_order() {
    folder.yaml("models: { m: { targets: [a/b, { model: 'c/d/e:f' }] } }");
    var group = folder.settings().upstreams().groups().get("m");
    assertThat(group)
        .isEqualTo(
            new GroupSettings(
                new ModelGroup(
                    "m",
                    List.of(
                        new ModelGroup.Member("a", "b", 1), new ModelGroup.Member("c", "d/e:f", 1)),
                    ModelGroup.Strategy.ORDERED,
                    List.of(),
                    false),
                null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "${A} | 甲",
        "${A}-${B}/${A} | 甲-乙/甲",
        "${NONE:-丙} | 丙",
        "${A:-丙} | 甲",
        "${NONE:-http://h:1/v1} | http://h:1/v1",
        "$${A} | ${A}",
        "$A costs $5 {A} | $A costs $5 {A}",
        "${FROM_DOTENV} | 丁",
      })
  void references_are_resolved_in_any_value(String written, String meant) {
    folder.variable("A", "甲").variable("B", "乙").dotenv("FROM_DOTENV=丁\n");
    folder.yaml("providers: { p: { headers: { x-h: \"" + written + "\" } } }");
    assertThat(folder.settings().upstreams().providers().values())
        .singleElement()
        .satisfies(p -> assertThat(p.options().headers()).containsEntry("x-h", new Secret(meant)));
  }

  @Test
  void a_reference_reaches_named_settings_and_targets() {
    folder.variable("P", "9000").variable("MODEL", "a/b").variable("W", "2");
    folder.yaml(
        """
        listen: { port: "${P}" }
        models: { m: { targets: [ { model: "${MODEL}", weight: "${W}" } ] } }
        """);
    assertThat(folder.settings().listen().port()).isEqualTo(9000);
    assertThat(folder.settings().upstreams().groups().values())
        .singleElement()
        .extracting(each -> each.group().targets())
        .isEqualTo(List.of(new ModelGroup.Member("a", "b", 2)));
  }
}
