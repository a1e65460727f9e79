package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `alerts:` in gateway.yaml.
final class AlertsSectionTest {
  @TempDir Path path;
  private ConfigFolder folder = new ConfigFolder(Path.of(""));

  @BeforeEach
  void prepare() {
    folder = new ConfigFolder(path);
  }

  @Test
  void nothing_is_watched_where_nothing_is_said() {
    assertThat(folder.settings().alerts()).isEqualTo(AlertSettings.NONE);
    assertThat(folder.yaml("alerts:\n").settings().alerts().any()).isFalse();
  }

  @Test
  void each_line_is_read() {
    folder.yaml(
        """
        alerts:
          webhook: "https://hooks.example/路径?key=geheim-0123456789"
          format: feishu
          language: zh
          error-rate: 2.5% in 5m
          latency: p99.9 1500ms in 1h
          spend-hour: 0.5 USD
          spend-day: 50
          shed: true
          provider-down: 90s
        """);
    var rules = folder.settings().alerts();
    assertThat(rules)
        .isEqualTo(
            new AlertSettings(
                new Secret("https://hooks.example/路径?key=geheim-0123456789"),
                AlertFormat.FEISHU,
                AlertLanguage.ZH,
                new AlertSettings.ErrorRate(2.5, Duration.ofMinutes(5)),
                new AlertSettings.Latency(99.9, Duration.ofMillis(1500), Duration.ofHours(1)),
                500_000_000L,
                50_000_000_000L,
                true,
                Duration.ofSeconds(90)));
    assertThat(rules.watched())
        .containsExactly(
            "error-rate", "latency", "spend-hour", "spend-day", "shed", "provider-down");
  }

  @ParameterizedTest
  @CsvSource({
    "https://hooks.slack.com/services/T0/B0/x, SLACK",
    "https://open.feishu.cn/open-apis/bot/v2/hook/x, FEISHU",
    "https://open.larksuite.com/open-apis/bot/v2/hook/x, FEISHU",
    "https://oapi.dingtalk.com/robot/send?access_token=x, DINGTALK",
    "https://QYAPI.weixin.qq.com/cgi-bin/webhook/send?key=x, WECOM",
    "http://127.0.0.1:9000/hooks.slack.com, JSON",
  })
  void the_format_is_guessed_from_the_host(String url, AlertFormat format) {
    folder.variable("ALERT_WEBHOOK", url);
    assertThat(folder.settings().alerts().format()).isEqualTo(format);
    folder.yaml("alerts: { format: json }\n");
    assertThat(folder.settings().alerts().format()).isEqualTo(AlertFormat.JSON);
  }

  /// Each mistake alone, at its path, with its line.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error-rat: 5% in 5m | alerts.error-rat: is not a known key; did you mean 'error-rate'?"
            + " (line 2)",
        "error-rate: 20% | alerts.error-rate: '20%' is not such as '20% in 5m'",
        "error-rate: 20 in 5m | alerts.error-rate: '20 in 5m' is not such as '20% in 5m'",
        "error-rate: 0% in 5m | alerts.error-rate: '0% in 5m' is not such",
        "error-rate: 101% in 5m | alerts.error-rate: '101% in 5m' is not such",
        "error-rate: 20% in 30s | alerts.error-rate: '20% in 30s' is not such",
        "error-rate: 20% in 2h | alerts.error-rate: '20% in 2h' is not such",
        "error-rate: [a] | alerts.error-rate: must be a single value (line 2)",
        "latency: 30s in 5m | alerts.latency: '30s in 5m' is not such as 'p95 30s in 5m'",
        "latency: p49 30s in 5m | alerts.latency: 'p49 30s in 5m' is not such",
        "latency: p95 0s in 5m | alerts.latency: 'p95 0s in 5m' is not such",
        "latency: p95 30 in 5m | alerts.latency: 'p95 30 in 5m' is not such",
        "spend-hour: 5 EUR | alerts.spend-hour: '5 EUR' is no sum such as '5 USD', above 0 (line"
            + " 2)",
        "spend-hour: 0 | alerts.spend-hour: '0' is no sum",
        "spend-day: -5 | alerts.spend-day: '-5' is no sum",
        "shed: maybe | alerts.shed: 'maybe' is neither true nor false (line 2)",
        "provider-down: 3 | alerts.provider-down: '3' is not a time such as '3m', from 10s to 1h",
        "provider-down: 5s | alerts.provider-down: '5s' is not a time such as",
        "provider-down: 2h | alerts.provider-down: '2h' is not a time such as",
        "format: teams | alerts.format: 'teams' is none of json, slack, feishu, dingtalk, wecom",
        "language: de | alerts.language: 'de' is none of en, zh (line 2)",
        "webhook: hooks.example | alerts.webhook: is not a URL that begins with http:// or"
            + " https://",
        "webhook: ftp://geheim.example | alerts.webhook: is not a URL",
        "webhook: 'https://u:geheim@h/' | alerts.webhook: is not a URL",
      })
  void a_mistake_is_told_at_its_path(String line, String problem) {
    folder.yaml("alerts:\n  " + line + "\n");
    assertThat(folder.problems())
        .singleElement()
        .asString()
        .startsWith(problem)
        .doesNotContain("geheim");
  }

  @Test
  void all_mistakes_are_told_at_once() {
    folder.yaml(
        """
        alerts:
          webhook: "no url"
          error-rate: much
          latency: long
          spend-hour: all
          spend-day: all
          shed: perhaps
          provider-down: soon
          format: x
          language: y
          colour: red
        """);
    assertThat(folder.problems()).hasSize(10);
  }

  @Test
  void the_report_shows_the_rules_and_hides_the_webhook() {
    folder.dotenv("ALERT_WEBHOOK=https://hooks.example/geheim-token-0001\n");
    folder.yaml("alerts:\n  error-rate: 20% in 5m\n  webhook: https://h.example/geheim-0002\n");
    assertThat(ConfigReport.of(folder.load()))
        .doesNotContain("geheim")
        .containsPattern("ALERT_WEBHOOK +\\*{4}0001 +\\.env\n")
        .containsPattern("alerts\\.error-rate +20% in 5m +gateway\\.yaml:2\n");
    assertThat(folder.load().toString()).doesNotContain("geheim-token");
  }

  @Test
  void the_pieces_of_a_webhook_that_may_be_its_token_are_secrets_and_its_words_are_not() {
    folder.variable(
        "ALERT_WEBHOOK", "https://h.example/services/robot?access_token=0123456789abcdef");
    assertThat(folder.settings().alerts().secrets())
        .contains(
            new Secret("https://h.example/services/robot?access_token=0123456789abcdef"),
            new Secret("0123456789abcdef"))
        .doesNotContain(new Secret("services"), new Secret("h.example"));
  }
}
