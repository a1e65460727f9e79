package io.llmcallgateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The text of `./gateway config`.
final class ConfigReportTest {
  @TempDir Path path;
  private ConfigFolder folder = new ConfigFolder(Path.of(""));

  @BeforeEach
  void prepare() {
    folder = new ConfigFolder(path);
  }

  private String report() {
    return ConfigReport.of(folder.load());
  }

  @Test
  void with_nothing_set_every_default_is_shown() {
    assertThat(report())
        .isEqualTo(
            """
            HOST                   127.0.0.1  default
            PORT                   8728       default
            ALLOW_ANONYMOUS        false      default
            METRICS_PUBLIC         false      default
            CORS_ORIGINS           *          default
            BODY_LIMIT             32 MB      default
            UPLOAD_LIMIT           100 MB     default
            MEMORY_SHARE           50         default
            REQUEST_TIMEOUT        120        default
            FIRST_TOKEN_TIMEOUT    none       default
            STOP_DELAY             0          default
            STOP_TIMEOUT           30         default
            DEBUG                  false      default
            ENABLE_RELOAD          false      default
            LOG_DIR                logs       default
            LOG_LEVEL              INFO       default
            LOG_ROTATION           10 MB      default
            LOG_RETENTION          7          default
            LOG_TOTAL_SIZE         10 GB      default
            LOG_FORMAT             text       default
            DATA_DIR               data       default
            JOURNAL_PAYLOADS       full       default
            JOURNAL_PAYLOAD_LIMIT  4 MB       default
            JOURNAL_KEEP_CALLS     365        default
            JOURNAL_KEEP_PAYLOADS  7          default
            JOURNAL_SIZE           20 GB      default
            JOURNAL_SPOOL          1 GB       default
            STREAM_COST            false      default
            DISPLAY_CURRENCY       USD        default
            DISPLAY_RATE           1          default
            """);
  }

  @Test
  void a_collectors_settings_are_shown_where_there_is_one_and_its_headers_are_not() {
    folder.variable("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer sk-0123456789-secret");
    folder.yaml("otel: { endpoint: 'http://10.0.0.9:4318' }\n");
    assertThat(report())
        .containsPattern("OTEL_EXPORTER_OTLP_ENDPOINT +http://10.0.0.9:4318 +gateway.yaml:1\n")
        .containsPattern("OTEL_SERVICE_NAME +llmcallgateway +default\n")
        .containsPattern("OTEL_EXPORTER_OTLP_HEADERS +\\*\\*\\*\\*cret +environment\n")
        .doesNotContain("0123456789");
  }

  @Test
  void each_value_is_shown_with_its_origin_in_columns_that_chinese_does_not_shift() {
    folder.variable("PORT", "9000").dotenv("DATA_DIR=数据\n");
    folder.yaml(
        """
        log: { dir: 日志 }
        providers:
          house: { dialect: openai, base-url: "http://10.0.0.6:8000/v1" }
          demo2: {}
        models:
          快: { targets: [ { model: house/qwen, weight: 3 }, demo/echo ] }
        """);
    assertThat(report())
        .contains("PORT                         9000                     environment\n")
        .contains("DATA_DIR                     数据                     .env\n")
        .contains("LOG_DIR                      日志                     gateway.yaml:1\n")
        .contains("providers.house.dialect      openai                   gateway.yaml:3\n")
        .contains("providers.house.base-url     http://10.0.0.6:8000/v1  gateway.yaml:3\n")
        .contains("providers.demo2              {}                       gateway.yaml:4\n")
        .contains("models.快.targets[0].model   house/qwen               gateway.yaml:6\n")
        .contains("models.快.targets[0].weight  3                        gateway.yaml:6\n")
        .contains("models.快.targets[1]         demo/echo                gateway.yaml:6\n");
  }

  @Test
  void secrets_are_hidden_wherever_they_come_from() {
    folder.variable("OPENAI_API_KEY", "sk-geheim-0001").dotenv("LITELLM_API_KEY=geheim-0002\n");
    folder.variable("FROM_OUTSIDE", "sk-geheim-0003");
    folder.yaml(
        """
        api-key: sk-geheim-0004
        providers:
          a: { api-key: "${FROM_OUTSIDE}", headers: { authorization: Bearer geheim-0005 } }
          b: { api-key: geheim }
          c: { api-key: none }
        """);
    assertThat(report())
        .doesNotContain("geheim")
        .containsPattern("OPENAI_API_KEY +\\*{4}0001 +environment\n")
        .containsPattern("LITELLM_API_KEY +\\*{4} +\\.env\n")
        .containsPattern("GATEWAY_API_KEY +\\*{4}0004 +gateway\\.yaml:1\n")
        .containsPattern("providers\\.a\\.api-key +\\*{4}0003 +gateway\\.yaml:3\n")
        .containsPattern("providers\\.a\\.headers\\.authorization +\\*{4}0005 +gateway")
        .containsPattern("providers\\.b\\.api-key +\\*{4} +gateway\\.yaml:4\n")
        .containsPattern("providers\\.c\\.api-key +none +gateway\\.yaml:5\n");
    assertThat(folder.load().toString()).doesNotContain("sk-geheim");
  }
}
