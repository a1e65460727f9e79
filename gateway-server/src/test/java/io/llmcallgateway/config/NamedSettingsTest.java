package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.config.NamedRows.Row;
import io.llmcallgateway.model.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/// Names, defaults, places and precedence of the named settings, and what each mistake says.
final class NamedSettingsTest {
  @TempDir Path path;
  private ConfigFolder folder = new ConfigFolder(Path.of(""));

  @BeforeEach
  void prepare() {
    folder = new ConfigFolder(path);
  }

  static List<Row> rows() {
    return NamedRows.all();
  }

  private void complete(Row row) {
    // A base URL wants its key.
    if (row.name().endsWith("_BASE_URL")) {
      folder.variable(row.name().replace("BASE_URL", "API_KEY"), "other");
    }
    // A currency wants its rate, and a rate its currency.
    if (row.name().equals("DISPLAY_CURRENCY")) folder.variable("DISPLAY_RATE", "7.1");
    if (row.name().equals("DISPLAY_RATE")) folder.variable("DISPLAY_CURRENCY", "EUR");
  }

  @Test
  void every_setting_has_its_row() {
    assertThat(rows())
        .extracting(Row::name)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(NamedSetting.values()).map(Enum::name).toList());
    assertThat(rows())
        .allSatisfy(r -> assertThat(r.yaml()).isEqualTo(NamedSetting.valueOf(r.name()).yamlPath()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_setting_has_its_default(Row row) {
    assertThat(row.read().apply(folder.settings())).isEqualTo(row.usual());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_setting_is_read_from_the_environment(Row row) {
    complete(row);
    folder.variable(row.name(), row.given());
    assertThat(row.read().apply(folder.settings())).isEqualTo(row.expected());
    assertThat(folder.origin(row.name())).endsWith("(environment)");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_setting_is_read_from_dotenv(Row row) {
    complete(row);
    folder.dotenv(row.name() + "=" + row.given() + "\n");
    assertThat(row.read().apply(folder.settings())).isEqualTo(row.expected());
    assertThat(folder.origin(row.name())).endsWith("(.env)");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_setting_is_read_from_its_place_in_gateway_yaml(Row row) {
    var place = row.yaml();
    if (place == null) {
      var key = row.name().toLowerCase(Locale.ROOT).replace('_', '-');
      assertThat(folder.yaml(key + ": x\n").problems())
          .singleElement()
          .asString()
          .startsWith(key + ": is not a known key");
      return;
    }
    complete(row);
    folder.yaml("\n" + place.replace(".", ":\n  ") + ": \"" + row.given() + "\"\n");
    assertThat(row.read().apply(folder.settings())).isEqualTo(row.expected());
    assertThat(folder.origin(row.name()))
        .endsWith("(gateway.yaml:" + (place.contains(".") ? 3 : 2) + ")");
  }

  @Test
  void flags_win_over_environment_over_dotenv_over_gateway_yaml() {
    folder.yaml("listen: { host: 127.0.0.1, port: 1001 }\nlog: { level: WARN }\ndebug: false\n");
    assertThat(folder.origin("PORT")).isEqualTo("1001 (gateway.yaml:1)");
    folder.dotenv("PORT=1002\nHOST=127.0.0.2\n");
    assertThat(folder.origin("PORT")).isEqualTo("1002 (.env)");
    folder.variable("PORT", "1003").variable("HOST", "127.0.0.3");
    assertThat(folder.origin("PORT")).isEqualTo("1003 (environment)");
    folder.flags(new CommandLineFlags(null, "127.0.0.4", 1004));
    assertThat(folder.origin("PORT")).isEqualTo("1004 (flag)");
    assertThat(folder.origin("HOST")).isEqualTo("127.0.0.4 (flag)");
    assertThat(folder.origin("LOG_LEVEL")).isEqualTo("WARN (gateway.yaml:2)");
  }

  @Test
  void an_empty_value_counts_as_unset_wherever_it_stands() {
    folder.yaml("listen: { port: 1001 }\ndata-dir:\n").dotenv("PORT=1002\n");
    folder.variable("PORT", " ").variable("LITELLM_BASE_URL", "");
    assertThat(folder.settings().listen().port()).isEqualTo(1002);
    folder.dotenv("PORT=\n");
    assertThat(folder.settings().listen().port()).isEqualTo(1001);
    assertThat(folder.settings().dataDir()).isEqualTo(path.resolve("data"));
    assertThat(folder.settings().upstreams().defaultUpstream()).isNull();
  }

  @Test
  void paths_are_relative_to_the_working_directory_and_absolute_ones_stay() {
    folder.variable("LOG_DIR", "a/日志").variable("DATA_DIR", "/var/lib/网关");
    assertThat(folder.settings().log().directory()).isEqualTo(path.resolve("a/日志"));
    assertThat(folder.settings().dataDir()).isEqualTo(Path.of("/var/lib/网关"));
  }

  @ParameterizedTest
  @CsvSource({
    "true,true",
    "TRUE,true",
    "1,true",
    "yes,true",
    "On,true",
    "false,false",
    "0,false",
    "No,false",
    "OFF,false"
  })
  void truth_has_four_spellings_in_any_case(String text, boolean meant) {
    assertThat(folder.variable("METRICS_PUBLIC", text).settings().access().metricsPublic())
        .isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "1048576,1048576",
    "10 MB,10485760",
    "10mb,10485760",
    "512KB,524288",
    "1 GB,1073741824",
    "5 B,5"
  })
  void sizes_may_have_a_unit(String text, long bytes) {
    assertThat(folder.variable("LOG_ROTATION", text).settings().log().rotation()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PORT | 65536 | is not a whole number from 0 to 65535",
        "PORT | -1 | is not a whole number",
        "PORT | 八千 | is not a whole number",
        "PORT | 8728.0 | is not a whole number",
        "DEBUG | maybe | is neither true nor false",
        "ALLOW_ANONYMOUS | ja | is neither true nor false",
        "METRICS_PUBLIC | 2 | is neither true nor false",
        "ENABLE_RELOAD | t | is neither true nor false",
        "BODY_LIMIT | 0 | is not a size such as '10 MB'",
        "BODY_LIMIT | 2 GB | at most 1024 MB",
        "BODY_LIMIT | 999999999999999 GB | is not a size",
        "UPLOAD_LIMIT | 11 GB | at most 10240 MB",
        "LOG_ROTATION | 1 day | is not a size",
        "LOG_ROTATION | ten | is not a size",
        "LOG_RETENTION | a week | is not a number of days",
        "LOG_RETENTION | -1 | is not a number of days",
        "LOG_LEVEL | LOUD | is none of TRACE, DEBUG, INFO, WARN, ERROR",
        "LOG_FORMAT | xml | is none of text, json",
        "REQUEST_TIMEOUT | 0 | is not a number of seconds above 0",
        "REQUEST_TIMEOUT | 0.0001 | is not a number of seconds above 0",
        "REQUEST_TIMEOUT | -5 | is not a number of seconds",
        "REQUEST_TIMEOUT | 2m | is not a number of seconds",
        "STOP_TIMEOUT | NaN | is not a number of seconds",
      })
  void a_wrong_value_is_told_with_its_name_and_what_is_wanted(
      String name, String value, String problem) {
    assertThat(folder.variable(name, value).problems())
        .singleElement()
        .asString()
        .startsWith(name + ": '" + value + "' ")
        .contains(problem);
  }

  @Test
  void all_mistakes_of_all_sources_are_listed_at_once() {
    folder.dotenv("LOG_LEVEL=LOUD\nno equals sign\nOPENAI_BASE_URL=ftp://h\n");
    folder.variable("DEBUG", "maybe").flags(new CommandLineFlags(null, "0.0.0.0", 99_999));
    folder.yaml("listen: { prot: 1 }\nproviders: { x: { dialect: opnai } }\nmodels: { m: {} }\n");
    assertThat(folder.problems())
        .extracting(problem -> problem.replaceFirst(": .*", ""))
        .containsExactlyInAnyOrder(
            ".env",
            "LOG_LEVEL",
            "OPENAI_BASE_URL",
            "OPENAI_API_KEY",
            "DEBUG",
            "--port",
            "--host",
            "listen.prot",
            "providers.x.dialect",
            "models.m");
  }

  @Test
  void debug_means_the_log_level_debug() {
    folder.variable("DEBUG", "true").dotenv("LOG_LEVEL=ERROR\n");
    assertThat(folder.settings().log().level()).isEqualTo(Level.DEBUG);
    assertThat(folder.origin("LOG_LEVEL")).isEqualTo("DEBUG (environment)");
    assertThat(folder.variable("LOG_LEVEL", "TRACE").settings().log().level())
        .isEqualTo(Level.TRACE);
  }

  @Test
  void the_client_key_is_the_first_that_is_set_and_not_none() {
    folder.variable("OPENAI_API_KEY", "sk-openai").variable("ANTHROPIC_API_KEY", "sk-ant");
    assertThat(folder.settings().access().clientKey()).isEqualTo(new Secret("sk-openai"));
    folder.variable("LITELLM_API_KEY", "none");
    assertThat(folder.settings().access().clientKey()).isEqualTo(new Secret("sk-openai"));
    folder.variable("LITELLM_API_KEY", "sk-litellm");
    assertThat(folder.settings().access().clientKey()).isEqualTo(new Secret("sk-litellm"));
    folder.variable("GATEWAY_API_KEY", "sk-own");
    assertThat(folder.settings().access().clientKey()).isEqualTo(new Secret("sk-own"));
    folder.variable("GATEWAY_API_KEY", "none");
    assertThat(folder.settings().access().clientKey()).isEqualTo(new Secret("sk-litellm"));
  }

  @Test
  void no_other_providers_key_opens_the_gateway() {
    folder.variable("ANTHROPIC_API_KEY", "sk-ant").variable("GEMINI_API_KEY", "AIza");
    assertThat(folder.settings().access().clientKey()).isNull();
    assertThat(folder.settings().upstreams().defaultUpstream()).isNull();
  }

  @Test
  void litellm_makes_the_default_upstream_before_openai() {
    folder.variable("OPENAI_API_KEY", "sk-o").variable("OPENAI_BASE_URL", "https://o.example/v1//");
    assertThat(folder.settings().upstreams().defaultUpstream())
        .isEqualTo(
            new DefaultUpstream(
                URI.create("https://o.example/v1"), new Secret("sk-o"), "OPENAI_API_KEY"));
    folder
        .variable("LITELLM_API_KEY", "none")
        .variable("LITELLM_BASE_URL", "http://10.0.0.5:4000/");
    assertThat(folder.settings().upstreams().defaultUpstream())
        .isEqualTo(
            new DefaultUpstream(URI.create("http://10.0.0.5:4000"), null, "LITELLM_API_KEY"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LITELLM", "OPENAI"})
  void a_base_url_without_its_key_is_told_with_the_way_out(String prefix) {
    // The other one's key does not stand in for it.
    folder.variable(prefix.equals("OPENAI") ? "LITELLM_API_KEY" : "OPENAI_API_KEY", "sk-other");
    assertThat(folder.variable(prefix + "_BASE_URL", "http://10.0.0.5/v1").problems())
        .singleElement()
        .asString()
        .startsWith(prefix + "_API_KEY: is not set, but " + prefix + "_BASE_URL is")
        .contains(prefix + "_API_KEY=none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://h/v1 | must begin with http:// or https://",
        "api.example.com/v1 | must begin with http:// or https://",
        "http:///v1 | has no host name",
        "http://h/v1?key=geheim | must have no query or fragment",
        "http://h/v1#geheim | must have no query or fragment",
        "http://u:geheim@h/v1 | must hold no user name or password",
        "http://h geheim/v1 | is not a URL",
        "http://h:70000/v1 | has a port that does not exist",
        "http://localhost:8728/v1 | would call itself",
        "http://127.0.0.1:8728 | would call itself",
        "http://127.8.8.8:8728/v1 | would call itself",
        "http://[::1]:8728/v1 | would call itself",
        "http://0.0.0.0:8728/v1 | would call itself",
        "HTTP://LOCALHOST:8728/v1 | would call itself",
      })
  void a_wrong_base_url_is_told_without_its_text(String url, String problem) {
    folder.variable("LITELLM_API_KEY", "none").variable("LITELLM_BASE_URL", url);
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith("LITELLM_BASE_URL: ")
        .contains(problem)
        .doesNotContain("geheim");
  }

  @Test
  void a_base_url_on_this_machine_at_another_port_is_fine() {
    folder.variable("LITELLM_API_KEY", "none").variable("LITELLM_BASE_URL", "http://[::1]:4000/v1");
    assertThat(folder.problems()).isEmpty();
    assertThat(folder.variable("PORT", "4000").problems())
        .singleElement()
        .asString()
        .contains("would call itself");
    folder.variable("LITELLM_BASE_URL", "http://localhost/v1").variable("PORT", "80");
    assertThat(folder.problems()).singleElement().asString().contains("would call itself");
  }

  @Test
  void without_a_client_key_the_gateway_stays_on_this_machine() {
    assertThat(folder.settings().effectiveHost()).isEqualTo("127.0.0.1");
    assertThat(folder.origin("HOST")).isEqualTo("127.0.0.1 (default)");
    folder.variable("GATEWAY_API_KEY", "sk-own");
    assertThat(folder.settings().effectiveHost()).isEqualTo("0.0.0.0");
    assertThat(folder.origin("HOST")).isEqualTo("0.0.0.0 (default)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.7", "gateway.example", "127.evil.example"})
  void an_open_host_needs_a_client_key_or_the_users_word(String host) {
    assertThat(folder.variable("HOST", host).problems())
        .singleElement()
        .asString()
        .startsWith("HOST: '" + host + "' ")
        .contains("GATEWAY_API_KEY", "ALLOW_ANONYMOUS=true");
    folder.variable("ALLOW_ANONYMOUS", "true");
    assertThat(folder.settings().effectiveHost()).isEqualTo(host);
    folder.variable("ALLOW_ANONYMOUS", "false").variable("GATEWAY_API_KEY", "sk-own");
    assertThat(folder.settings().effectiveHost()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.9", "localhost", "LOCALHOST", "::1", "[::1]"})
  void a_loopback_host_needs_no_client_key(String host) {
    assertThat(folder.variable("HOST", host).settings().effectiveHost()).isEqualTo(host);
  }

  @Test
  void gateway_yaml_is_found_by_flag_then_variable_then_in_the_working_directory() {
    folder.yaml("listen: { port: 1 }\n").file("two.yaml", "listen: { port: 2 }\n");
    folder.file("三.yaml", "listen: { port: 3 }\n");
    assertThat(folder.settings().listen().port()).isEqualTo(1);
    assertThat(folder.load().file()).isEqualTo(path.resolve("gateway.yaml"));
    folder.dotenv("GATEWAY_CONFIG=two.yaml\n");
    assertThat(folder.settings().listen().port()).isEqualTo(2);
    folder.flags(new CommandLineFlags(Path.of("三.yaml"), null, null));
    assertThat(folder.settings().listen().port()).isEqualTo(3);
    assertThat(folder.load().file()).isEqualTo(path.resolve("三.yaml"));
  }

  @Test
  void a_file_that_was_named_must_exist() {
    assertThat(folder.problems()).isEmpty();
    folder.variable("GATEWAY_CONFIG", "没有.yaml");
    assertThat(folder.problems()).containsExactly(path.resolve("没有.yaml") + ": does not exist");
    folder.flags(new CommandLineFlags(Path.of("gone.yaml"), null, null));
    assertThat(folder.problems()).containsExactly(path.resolve("gone.yaml") + ": does not exist");
    folder.flags(new CommandLineFlags(Path.of("."), null, null));
    assertThat(folder.problems()).singleElement().asString().endsWith(": is not a file");
  }
}
