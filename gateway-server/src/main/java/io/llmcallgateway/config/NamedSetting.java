package io.llmcallgateway.config;

import org.jspecify.annotations.Nullable;

/// A setting that has a variable, and mostly a place in gateway.yaml, with its default as a user
/// would write it.
enum NamedSetting {
  HOST("listen.host", null),
  PORT("listen.port", "8728"),
  GATEWAY_API_KEY("api-key", null),
  ALLOW_ANONYMOUS("allow-anonymous", "false"),
  METRICS_PUBLIC("metrics-public", "false"),
  CORS_ORIGINS("cors-origins", "*"),
  TRUSTED_PROXIES("trusted-proxies", null),
  HTTP_PROXY("proxy.http", null),
  HTTPS_PROXY("proxy.https", null),
  NO_PROXY("proxy.except", null),
  SSL_CERT_FILE("ca-file", null),
  BODY_LIMIT("body-limit", "32 MB"),
  UPLOAD_LIMIT("upload-limit", "100 MB"),
  MEMORY_SHARE("memory-share", "50"),
  REQUEST_TIMEOUT("request-timeout", "120"),
  FIRST_TOKEN_TIMEOUT("timeouts.first-token", "none"),
  STOP_DELAY("stop-delay", "0"),
  STOP_TIMEOUT("stop-timeout", "30"),
  DEBUG("debug", "false"),
  ENABLE_RELOAD("enable-reload", "false"),
  LOG_DIR("log.dir", "logs"),
  LOG_LEVEL("log.level", "INFO"),
  LOG_ROTATION("log.rotation", "10 MB"),
  LOG_RETENTION("log.retention", "7"),
  LOG_TOTAL_SIZE("log.total-size", "10 GB"),
  LOG_FORMAT("log.format", "text"),
  DATA_DIR("data-dir", "data"),
  JOURNAL_PAYLOADS("journal.payloads", "full"),
  JOURNAL_PAYLOAD_LIMIT("journal.payload-limit", "4 MB"),
  JOURNAL_KEEP_CALLS("journal.keep-calls", "365"),
  JOURNAL_KEEP_PAYLOADS("journal.keep-payloads", "7"),
  JOURNAL_SIZE("journal.size", "20 GB"),
  JOURNAL_SPOOL("journal.spool", "1 GB"),
  STREAM_COST("stream-cost", "false"),
  DISPLAY_CURRENCY("currency.code", "USD"),
  DISPLAY_RATE("currency.per-usd", "1"),
  OTEL_EXPORTER_OTLP_ENDPOINT("otel.endpoint", null),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT("otel.traces-endpoint", null),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT("otel.metrics-endpoint", null),
  OTEL_EXPORTER_OTLP_HEADERS("otel.headers", null),
  OTEL_SERVICE_NAME("otel.service-name", "llmcallgateway"),
  OTEL_RESOURCE_ATTRIBUTES("otel.resource-attributes", null),
  OTEL_TRACES_SAMPLER("otel.sampler", "parentbased_always_on"),
  OTEL_TRACES_SAMPLER_ARG("otel.sampler-arg", "1"),
  OTEL_METRIC_EXPORT_INTERVAL("otel.metric-export-interval", "60000"),
  OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT("otel.capture-content", "false"),
  ALERT_WEBHOOK("alerts.webhook", null),
  LITELLM_API_KEY(null, null),
  LITELLM_BASE_URL(null, null),
  OPENAI_API_KEY(null, null),
  OPENAI_BASE_URL(null, null);

  private final @Nullable String yamlPath;
  private final @Nullable String usual;

  NamedSetting(@Nullable String yamlPath, @Nullable String usual) {
    this.yamlPath = yamlPath;
    this.usual = usual;
  }

  /// The path in gateway.yaml; null where there is none.
  @Nullable String yamlPath() {
    return yamlPath;
  }

  /// The default; null where there is none.
  @Nullable String usual() {
    return usual;
  }

  boolean secret() {
    return name().endsWith("_KEY")
        || this == OTEL_EXPORTER_OTLP_HEADERS
        || this == ALERT_WEBHOOK
        || this == HTTP_PROXY
        || this == HTTPS_PROXY;
  }

  /// True if the variable may be written in lower case too.
  boolean lowerCaseToo() {
    return this == HTTP_PROXY || this == HTTPS_PROXY || this == NO_PROXY;
  }
}
