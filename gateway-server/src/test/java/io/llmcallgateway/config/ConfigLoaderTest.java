package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.journal.PayloadPolicy;
import io.llmcallgateway.journal.Retention;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

final class ConfigLoaderTest {
  private static final CommandLineFlags NO_FLAGS = new CommandLineFlags(null, null, null);

  @TempDir Path folder;

  private Settings load(Map<String, String> environment) throws ConfigException {
    return ConfigLoader.load(environment, folder, NO_FLAGS).settings();
  }

  private List<String> problems(Map<String, String> environment) {
    var refused =
        catchThrowableOfType(
            ConfigException.class, () -> ConfigLoader.load(environment, folder, NO_FLAGS));
    assertThat(refused).as("refused").isNotNull();
    return refused.problems().stream().map(Problem::toString).toList();
  }

  private void dotenv(String text) throws IOException {
    Files.writeString(folder.resolve(".env"), text);
  }

  private void yaml(String text) throws IOException {
    Files.writeString(folder.resolve("gateway.yaml"), text);
  }

  @Test
  void has_a_default_for_everything() throws Exception {
    var settings = load(Map.of());
    assertThat(settings)
        .isEqualTo(
            new Settings(
                new ListenSettings(null, 8728),
                new AccessSettings(null, false, false, List.of("*")),
                new LimitSettings(
                    32 << 20, 100 << 20, 50, Duration.ofSeconds(120), FirstTokenTimeouts.NONE),
                new ShutdownSettings(Duration.ZERO, Duration.ofSeconds(30)),
                new DevelopmentSettings(false, false),
                new LogFileSettings(
                    folder.resolve("logs"),
                    Level.INFO,
                    10 << 20,
                    Duration.ofDays(7),
                    10L << 30,
                    LogFileSettings.Format.TEXT),
                folder.resolve("data"),
                new JournalSettings(
                    PayloadPolicy.FULL,
                    4 << 20,
                    new Retention(Duration.ofDays(365), Duration.ofDays(7), 20L << 30),
                    1L << 30,
                    List.of(),
                    Map.of()),
                new CostSettings(false, Currency.USD),
                OtelSettings.NONE,
                AlertSettings.NONE,
                new UpstreamSettings(null, Map.of(), Map.of(), List.of()),
                NetworkSettings.NONE,
                settings.variables()));
    assertThat(settings.effectiveHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void takes_every_setting_from_the_environment() throws Exception {
    var environment =
        Map.ofEntries(
            Map.entry("HOST", "10.0.0.1"),
            Map.entry("PORT", "9000"),
            Map.entry("GATEWAY_API_KEY", "钥匙"),
            Map.entry("ALLOW_ANONYMOUS", "Yes"),
            Map.entry("METRICS_PUBLIC", "1"),
            Map.entry("CORS_ORIGINS", "https://a.example, https://b.example"),
            Map.entry("BODY_LIMIT", "512KB"),
            Map.entry("REQUEST_TIMEOUT", "1.5"),
            Map.entry("STOP_TIMEOUT", "5"),
            Map.entry("DEBUG", "true"),
            Map.entry("ENABLE_RELOAD", "on"),
            Map.entry("LOG_DIR", "/var/log/网关"),
            Map.entry("LOG_LEVEL", "warn"),
            Map.entry("LOG_ROTATION", "1 GB"),
            Map.entry("LOG_RETENTION", "30 days"),
            Map.entry("LOG_TOTAL_SIZE", "5 GB"),
            Map.entry("LOG_FORMAT", "JSON"),
            Map.entry("DATA_DIR", "d"),
            Map.entry("JOURNAL_PAYLOADS", "METADATA"),
            Map.entry("JOURNAL_PAYLOAD_LIMIT", "1 MB"),
            Map.entry("JOURNAL_KEEP_CALLS", "30 days"),
            Map.entry("JOURNAL_KEEP_PAYLOADS", "1 day"),
            Map.entry("JOURNAL_SIZE", "2 GB"),
            Map.entry("JOURNAL_SPOOL", "64 MB"),
            Map.entry("LITELLM_API_KEY", "none"),
            Map.entry("LITELLM_BASE_URL", "http://up:4000/v1/"));
    var settings = load(environment);
    assertThat(settings)
        .isEqualTo(
            new Settings(
                new ListenSettings("10.0.0.1", 9000),
                new AccessSettings(
                    new Secret("钥匙"),
                    true,
                    true,
                    List.of("https://a.example", "https://b.example")),
                new LimitSettings(
                    512 << 10, 100 << 20, 50, Duration.ofMillis(1500), FirstTokenTimeouts.NONE),
                new ShutdownSettings(Duration.ZERO, Duration.ofSeconds(5)),
                new DevelopmentSettings(true, true),
                new LogFileSettings(
                    Path.of("/var/log/网关"),
                    Level.DEBUG,
                    1 << 30,
                    Duration.ofDays(30),
                    5L << 30,
                    LogFileSettings.Format.JSON),
                folder.resolve("d"),
                new JournalSettings(
                    PayloadPolicy.METADATA,
                    1 << 20,
                    new Retention(Duration.ofDays(30), Duration.ofDays(1), 2L << 30),
                    64L << 20,
                    List.of(),
                    Map.of()),
                new CostSettings(false, Currency.USD),
                OtelSettings.NONE,
                AlertSettings.NONE,
                new UpstreamSettings(
                    new DefaultUpstream(URI.create("http://up:4000/v1"), null, "LITELLM_API_KEY"),
                    Map.of(),
                    Map.of(),
                    List.of()),
                NetworkSettings.NONE,
                settings.variables()));
  }

  @Test
  void ranks_flags_over_environment_over_dotenv_over_yaml() throws Exception {
    yaml("listen: { port: 1001 }\nrequest-timeout: 1\nstop-timeout: 1\n");
    assertThat(load(Map.of()).listen().port()).isEqualTo(1001);
    dotenv("PORT=1002\nREQUEST_TIMEOUT=2\n");
    assertThat(load(Map.of()).listen().port()).isEqualTo(1002);
    var environment = Map.of("PORT", "1003");
    assertThat(load(environment).listen().port()).isEqualTo(1003);
    var flags = new CommandLineFlags(null, "127.0.0.9", 1004);
    var loaded = ConfigLoader.load(environment, folder, flags);
    assertThat(loaded.settings().listen()).isEqualTo(new ListenSettings("127.0.0.9", 1004));
    assertThat(loaded.settings().limits().requestTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(loaded.settings().shutdown().timeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(loaded.origins())
        .contains(
            new SettingOrigin("PORT", "1004", "flag"),
            new SettingOrigin("REQUEST_TIMEOUT", "2", ".env"),
            new SettingOrigin("STOP_TIMEOUT", "1", "gateway.yaml:3"),
            new SettingOrigin("DEBUG", "false", "default"));
  }

  @ParameterizedTest
  @CsvSource({
    "g, l, o, g",
    "'', l, o, l",
    "'', '', o, o",
    "none, '', o, o",
    "'', none, '', ",
  })
  void takes_the_first_key_for_the_clients_key(
      String gateway, String litellm, String openai, String expected) throws Exception {
    var environment =
        Map.of("GATEWAY_API_KEY", gateway, "LITELLM_API_KEY", litellm, "OPENAI_API_KEY", openai);
    assertThat(load(environment).access().clientKey())
        .isEqualTo(expected == null ? null : new Secret(expected));
  }

  @Test
  void listens_to_all_only_behind_a_key() throws Exception {
    assertThat(load(Map.of("GATEWAY_API_KEY", "k")).effectiveHost()).isEqualTo("0.0.0.0");
    assertThat(problems(Map.of("HOST", "0.0.0.0")))
        .singleElement()
        .asString()
        .contains("HOST", "GATEWAY_API_KEY", "ALLOW_ANONYMOUS=true");
    assertThat(load(Map.of("HOST", "::1")).effectiveHost()).isEqualTo("::1");
    assertThat(load(Map.of("HOST", "0.0.0.0", "ALLOW_ANONYMOUS", "true")).effectiveHost())
        .isEqualTo("0.0.0.0");
  }

  @Test
  void makes_the_default_upstream_of_litellm_else_openai() throws Exception {
    assertThat(load(Map.of("OPENAI_API_KEY", "o")).upstreams().defaultUpstream())
        .isEqualTo(
            new DefaultUpstream(
                URI.create("https://api.openai.com/v1"), new Secret("o"), "OPENAI_API_KEY"));
    var both =
        Map.of("OPENAI_API_KEY", "o", "LITELLM_API_KEY", "l", "LITELLM_BASE_URL", "https://x");
    assertThat(load(both).upstreams().defaultUpstream())
        .isEqualTo(
            new DefaultUpstream(URI.create("https://x"), new Secret("l"), "LITELLM_API_KEY"));
  }

  @Test
  void refuses_a_base_url_without_its_key() {
    assertThat(problems(Map.of("LITELLM_BASE_URL", "http://x/v1", "OPENAI_BASE_URL", "http://y")))
        .anySatisfy(problem -> assertThat(problem).contains("LITELLM_API_KEY", "=none"))
        .anySatisfy(problem -> assertThat(problem).contains("OPENAI_API_KEY", "OPENAI_BASE_URL"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PORT|eighty",
        "PORT|70000",
        "REQUEST_TIMEOUT|soon",
        "REQUEST_TIMEOUT|0",
        "REQUEST_TIMEOUT|1e9",
        "STOP_TIMEOUT|-1",
        "LOG_RETENTION|many",
        "LOG_ROTATION|10 TB",
        "LOG_ROTATION|0",
        "BODY_LIMIT|2 GB",
        "LOG_LEVEL|LOUD",
        "LOG_FORMAT|xml",
        "DEBUG|maybe",
        "OPENAI_BASE_URL|ftp://x",
        "OPENAI_BASE_URL|https://user:pw@host/v1",
        "OPENAI_BASE_URL|https://host/v1?key=x",
        "OPENAI_BASE_URL|http://localhost:8728/v1",
        "OPENAI_BASE_URL|not a url",
      })
  void refuses_bad_values_by_name(String name, String value) {
    var problems = problems(Map.of(name, value, "OPENAI_API_KEY", "k"));
    assertThat(problems).singleElement().asString().startsWith(name + ": ");
  }

  @Test
  void lists_all_problems_at_once_and_shows_no_secret() throws Exception {
    dotenv("PORT=x\nOPENAI_API_KEY=sk-very-secret-value\nthis is no setting\nDEBUG=perhaps\n");
    yaml("colour: red\nproviders: { a: { api-key: \"${UNSET}\" } }\n");
    var problems = problems(Map.of("LOG_LEVEL", "LOUD"));
    assertThat(problems).hasSize(6);
    assertThat(String.join("\n", problems))
        .contains("PORT", ".env: line 3", "DEBUG", "colour", "providers.a.api-key", "LOG_LEVEL")
        .doesNotContain("very-secret");
  }

  @Test
  void wants_a_file_that_was_named() {
    assertThat(problems(Map.of("GATEWAY_CONFIG", "other.yaml")))
        .singleElement()
        .asString()
        .contains("other.yaml", "does not exist");
  }

  @Test
  void hides_secrets_in_the_report_and_shows_origins() throws Exception {
    dotenv("GATEWAY_API_KEY=sk-long-secret-1234\n");
    yaml(
        "providers: { mine: { base-url: http://x/v1, dialect: openai, api-key: abcdefghijklmnop }"
            + " }\n");
    var report = ConfigReport.of(ConfigLoader.load(Map.of("PORT", "9"), folder, NO_FLAGS));
    assertThat(report)
        .contains("****1234", "****mnop", "gateway.yaml:1", "environment", ".env", "default")
        .contains("providers.mine.base-url")
        .doesNotContain("long-secret", "abcdefgh");
  }
}
