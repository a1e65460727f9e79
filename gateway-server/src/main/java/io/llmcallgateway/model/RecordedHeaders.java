package io.llmcallgateway.model;

import io.llmcallgateway.model.Headers.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The headers that the record of a call keeps: those that explain what happened. An allow-list, so
/// that no key, no cookie and nothing unknown is kept.
public final class RecordedHeaders {
  private static final Set<String> NAMES =
      Set.of(
          "accept-encoding",
          "anthropic-beta",
          "anthropic-client-platform",
          "anthropic-version",
          "apim-request-id",
          "cf-ray",
          "content-encoding",
          "content-type",
          "eagleeye-traceid",
          "host",
          "idempotency-key",
          "request-id",
          "retry-after",
          "retry-after-ms",
          "server",
          "server-timing",
          "session-id",
          "session_id",
          "traceparent",
          "transfer-encoding",
          "user-agent",
          "via",
          "x-app",
          "x-claude-code-session-id",
          "x-client-request-id",
          "x-cloud-trace-context",
          "x-correlation-id",
          "x-debug-trace-id",
          "x-ds-trace-id",
          "x-envoy-upstream-service-time",
          "x-generation-id",
          "x-goog-api-client",
          "x-initiator",
          "x-ms-region",
          "x-ms-request-id",
          "x-process-time",
          "x-request-id",
          "x-served-by",
          "x-session-affinity",
          "x-session-id",
          "x-should-retry",
          "x-siliconcloud-trace-id",
          "x-trace-id",
          "x-stainless-lang",
          "x-stainless-package-version",
          "x-stainless-retry-count",
          "x-stainless-timeout",
          "x-tt-logid",
          "x-upstream-request-id");

  private static final List<String> PREFIXES =
      List.of(
          "anthropic-fast-",
          "anthropic-priority-",
          "anthropic-ratelimit-",
          "openai-",
          "ratelimit-",
          "x-amzn-bedrock-",
          "x-amzn-requestid",
          "x-gateway-",
          "x-groq-",
          "x-ratelimit-");

  /// What a name that is known by its beginning alone must not hold.
  private static final List<String> SECRET = List.of("auth", "cookie", "key", "password", "secret");

  private static final int MOST = 40;
  private static final int LONGEST = 256;

  private RecordedHeaders() {}

  /// Returns those of the headers that a record keeps, with their values cut.
  public static Headers of(Iterable<Header> headers) {
    var kept = new ArrayList<Header>();
    for (var header : headers) {
      if (!isKept(header.name())) continue;
      if (kept.size() == MOST) break;
      kept.add(new Header(header.name(), cut(header.value())));
    }
    return kept.isEmpty() ? Headers.NONE : new Headers(kept);
  }

  /// Returns whether a record keeps a header.
  public static boolean isKept(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    if (NAMES.contains(lower)) return true;
    return beginsWithOneOf(lower) && SECRET.stream().noneMatch(lower::contains);
  }

  private static boolean beginsWithOneOf(String name) {
    for (var prefix : PREFIXES) if (name.startsWith(prefix)) return true;
    return false;
  }

  private static String cut(String value) {
    if (value.length() <= LONGEST) return value;
    boolean pair = Character.isHighSurrogate(value.charAt(LONGEST - 1));
    return value.substring(0, pair ? LONGEST - 1 : LONGEST);
  }
}
