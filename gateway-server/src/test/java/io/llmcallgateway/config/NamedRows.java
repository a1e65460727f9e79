package io.llmcallgateway.config;

import io.llmcallgateway.config.LogFileSettings.Format;
import io.llmcallgateway.journal.PayloadPolicy;
import io.llmcallgateway.model.ProxyAddress;
import io.llmcallgateway.model.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// What users rely on: each setting's name, its place in gateway.yaml, its default, and what
/// another value does.
final class NamedRows {
  private static final String KEY = "sk-测试-0123456789";
  private static final String URL = "http://10.0.0.9:9000/v1";
  private static final String OPENAI = "https://api.openai.com/v1";

  private NamedRows() {}

  /// @param yaml its place in gateway.yaml, or null
  /// @param read what it sets, given the working directory to take paths relative to
  /// @param usual what `read` gives where nothing is set
  /// @param given a value to set
  /// @param expected what `read` then gives
  record Row(
      String name,
      @Nullable String yaml,
      Function<Settings, @Nullable Object> read,
      @Nullable Object usual,
      String given,
      Object expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Row row(
      String name,
      @Nullable String yaml,
      Function<Settings, @Nullable Object> read,
      @Nullable Object usual,
      String given,
      Object expected) {
    return new Row(name, yaml, read, usual, given, expected);
  }

  /// A certificate that is there.
  private static String authority() {
    return Path.of("src/test/resources/tls/authority.pem").toAbsolutePath().toString();
  }

  private static String last(Path path) {
    return String.valueOf(path.getFileName());
  }

  static List<Row> all() {
    return List.of(
        row("HOST", "listen.host", s -> s.listen().host(), null, "127.0.0.2", "127.0.0.2"),
        row("PORT", "listen.port", s -> s.listen().port(), 8728, "9001", 9001),
        row("GATEWAY_API_KEY", "api-key", s -> s.access().clientKey(), null, KEY, new Secret(KEY)),
        row(
            "ALLOW_ANONYMOUS",
            "allow-anonymous",
            s -> s.access().allowAnonymous(),
            false,
            "true",
            true),
        row(
            "METRICS_PUBLIC",
            "metrics-public",
            s -> s.access().metricsPublic(),
            false,
            "yes",
            true),
        row(
            "CORS_ORIGINS",
            "cors-origins",
            s -> s.access().corsOrigins(),
            List.of("*"),
            "https://a.example, https://b.example",
            List.of("https://a.example", "https://b.example")),
        row(
            "TRUSTED_PROXIES",
            "trusted-proxies",
            s -> s.network().trustedProxies(),
            AddressRanges.NONE,
            "10.0.0.0/8, ::1",
            new AddressRanges(Stream.of("10.0.0.0/8", "::1").map(AddressRanges::range).toList())),
        row(
            "HTTP_PROXY",
            "proxy.http",
            s -> s.network().proxies().http(),
            null,
            "http://user:p%40ss@proxy.example:3128",
            new ProxyAddress(false, "proxy.example", 3128, new Secret("user:p@ss"))),
        row(
            "HTTPS_PROXY",
            "proxy.https",
            s -> s.network().proxies().https(),
            null,
            "proxy.example:8080",
            new ProxyAddress(false, "proxy.example", 8080, null)),
        row(
            "NO_PROXY",
            "proxy.except",
            s -> s.network().proxies().except(),
            List.of(),
            "localhost, .Example.com",
            List.of("localhost", ".example.com")),
        row(
            "SSL_CERT_FILE",
            "ca-file",
            s -> s.network().authorities() == null ? null : last(s.network().authorities()),
            null,
            authority(),
            "authority.pem"),
        row("BODY_LIMIT", "body-limit", s -> s.limits().bodyLimit(), 32 << 20, "512KB", 512 << 10),
        row(
            "UPLOAD_LIMIT",
            "upload-limit",
            s -> s.limits().uploadLimit(),
            100L << 20,
            "3 GB",
            3L << 30),
        row(
            "REQUEST_TIMEOUT",
            "request-timeout",
            s -> s.limits().requestTimeout(),
            Duration.ofSeconds(120),
            "2.5",
            Duration.ofMillis(2500)),
        row("MEMORY_SHARE", "memory-share", s -> s.limits().memoryShare(), 50, "30", 30),
        row(
            "FIRST_TOKEN_TIMEOUT",
            "timeouts.first-token",
            s -> s.limits().firstToken().general(),
            Duration.ZERO,
            "1.5s",
            Duration.ofMillis(1500)),
        row(
            "STOP_DELAY",
            "stop-delay",
            s -> s.shutdown().delay(),
            Duration.ZERO,
            "0.5",
            Duration.ofMillis(500)),
        row(
            "STOP_TIMEOUT",
            "stop-timeout",
            s -> s.shutdown().timeout(),
            Duration.ofSeconds(30),
            "5",
            Duration.ofSeconds(5)),
        row("DEBUG", "debug", s -> s.development().debug(), false, "on", true),
        row("ENABLE_RELOAD", "enable-reload", s -> s.development().reload(), false, "1", true),
        row("LOG_DIR", "log.dir", s -> last(s.log().directory()), "logs", "日志", "日志"),
        row("LOG_LEVEL", "log.level", s -> s.log().level(), Level.INFO, "warn", Level.WARN),
        row("LOG_ROTATION", "log.rotation", s -> s.log().rotation(), 10L << 20, "1 GB", 1L << 30),
        row(
            "LOG_RETENTION",
            "log.retention",
            s -> s.log().retention().toDays(),
            7L,
            "30 days",
            30L),
        row(
            "LOG_TOTAL_SIZE",
            "log.total-size",
            s -> s.log().totalSize(),
            10L << 30,
            "2 GB",
            2L << 30),
        row("LOG_FORMAT", "log.format", s -> s.log().format(), Format.TEXT, "JSON", Format.JSON),
        row("DATA_DIR", "data-dir", s -> last(s.dataDir()), "data", "数据", "数据"),
        row(
            "JOURNAL_PAYLOADS",
            "journal.payloads",
            s -> s.journal().payloads(),
            PayloadPolicy.FULL,
            "Off",
            PayloadPolicy.OFF),
        row(
            "JOURNAL_PAYLOAD_LIMIT",
            "journal.payload-limit",
            s -> s.journal().payloadLimit(),
            4 << 20,
            "64 KB",
            64 << 10),
        row(
            "JOURNAL_KEEP_CALLS",
            "journal.keep-calls",
            s -> s.journal().retention().calls(),
            Duration.ofDays(365),
            "30 days",
            Duration.ofDays(30)),
        row(
            "JOURNAL_KEEP_PAYLOADS",
            "journal.keep-payloads",
            s -> s.journal().retention().payloads(),
            Duration.ofDays(7),
            "1",
            Duration.ofDays(1)),
        row(
            "JOURNAL_SIZE",
            "journal.size",
            s -> s.journal().retention().bytes(),
            20L << 30,
            "2 GB",
            2L << 30),
        row("JOURNAL_SPOOL", "journal.spool", s -> s.journal().spool(), 1L << 30, "9 MB", 9L << 20),
        row("STREAM_COST", "stream-cost", s -> s.costs().inStreams(), false, "on", true),
        row(
            "DISPLAY_CURRENCY",
            "currency.code",
            s -> s.costs().display().code(),
            "USD",
            "cny",
            "CNY"),
        row(
            "DISPLAY_RATE",
            "currency.per-usd",
            s -> s.costs().display().perUsd(),
            BigDecimal.ONE,
            "0.92",
            new BigDecimal("0.92")),
        row(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "otel.endpoint",
            s -> s.otel().on() ? s.otel().traces() + " " + s.otel().metrics() : null,
            null,
            "http://10.0.0.9:4318/",
            "http://10.0.0.9:4318/v1/traces http://10.0.0.9:4318/v1/metrics"),
        row(
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            "otel.traces-endpoint",
            s -> s.otel().traces(),
            null,
            URL,
            URI.create(URL)),
        row(
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
            "otel.metrics-endpoint",
            s -> s.otel().metrics(),
            null,
            URL,
            URI.create(URL)),
        row(
            "OTEL_EXPORTER_OTLP_HEADERS",
            "otel.headers",
            s -> s.otel().headers(),
            Map.of(),
            "authorization=Basic%20a+b==, x-team = a%2Cb",
            Map.of("authorization", new Secret("Basic a+b=="), "x-team", new Secret("a,b"))),
        row(
            "OTEL_SERVICE_NAME",
            "otel.service-name",
            s -> s.otel().service(),
            "llmcallgateway",
            "网关",
            "网关"),
        row(
            "OTEL_RESOURCE_ATTRIBUTES",
            "otel.resource-attributes",
            s -> s.otel().resource(),
            Map.of(),
            "deployment.environment.name=prod",
            Map.of("deployment.environment.name", "prod")),
        row(
            "OTEL_TRACES_SAMPLER",
            "otel.sampler",
            s -> s.otel().sampler(),
            OtelSettings.Sampler.PARENTBASED_ALWAYS_ON,
            "TraceIdRatio",
            OtelSettings.Sampler.TRACEIDRATIO),
        row("OTEL_TRACES_SAMPLER_ARG", "otel.sampler-arg", s -> s.otel().ratio(), 1.0, ".25", 0.25),
        row(
            "OTEL_METRIC_EXPORT_INTERVAL",
            "otel.metric-export-interval",
            s -> s.otel().interval(),
            Duration.ofSeconds(60),
            "5000",
            Duration.ofSeconds(5)),
        row(
            "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT",
            "otel.capture-content",
            s -> s.otel().content(),
            false,
            "true",
            true),
        row(
            "ALERT_WEBHOOK",
            "alerts.webhook",
            s -> s.alerts().webhook(),
            null,
            "https://hooks.example/a?key=b",
            new Secret("https://hooks.example/a?key=b")),
        upstream("LITELLM_API_KEY", KEY, OPENAI, KEY, "LITELLM_API_KEY"),
        upstream("LITELLM_BASE_URL", URL, URL, "other", "LITELLM_API_KEY"),
        upstream("OPENAI_API_KEY", KEY, OPENAI, KEY, "OPENAI_API_KEY"),
        upstream("OPENAI_BASE_URL", URL, URL, "other", "OPENAI_API_KEY"));
  }

  private static Row upstream(String name, String given, String url, String key, String variable) {
    var expected = new DefaultUpstream(URI.create(url), new Secret(key), variable);
    return row(name, null, s -> s.upstreams().defaultUpstream(), null, given, expected);
  }
}
