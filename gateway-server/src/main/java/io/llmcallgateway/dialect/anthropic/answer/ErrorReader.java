package io.llmcallgateway.dialect.anthropic.answer;

import io.llmcallgateway.dialect.support.RetryAfter;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads Anthropic's errors, `{type: error, error: {type, message}, request_id}`, and bodies that
/// come instead of them: a proxy's HTML, Google's errors on Vertex AI.
public final class ErrorReader {
  private static final String[] RESETS = {
    "anthropic-ratelimit-requests-reset",
    "anthropic-ratelimit-input-tokens-reset",
    "anthropic-ratelimit-output-tokens-reset",
    "anthropic-ratelimit-tokens-reset"
  };
  private static final String[] REMAINING = {
    "anthropic-ratelimit-requests-remaining",
    "anthropic-ratelimit-input-tokens-remaining",
    "anthropic-ratelimit-output-tokens-remaining",
    "anthropic-ratelimit-tokens-remaining"
  };

  private ErrorReader() {}

  public static Failure read(int status, Headers headers, Body body, String provider) {
    // Error formats that several vendors have are read by the common reader.
    var base =
        io.llmcallgateway.dialect.support.OpenAiErrorReader.read(status, headers, body, provider);
    var root = document(body);
    var kind = base.kind();
    if (kind == Kind.RATE_LIMITED && "false".equals(headers.first("x-should-retry"))) {
      kind = Kind.QUOTA_EXHAUSTED; // waiting does not lift this limit
    }
    boolean waits = status == 429 || status >= 500; // other answers may have the header, too
    var after = waits ? RetryAfter.read(headers, base.message()) : null;
    if (after == null && kind == Kind.RATE_LIMITED) after = reset(headers);
    return build(kind, status, base, root, headers, after);
  }

  /// Reads an error in the body of a reply with status 200, or in a stream.
  public static Failure inAnswer(JsonNode root, String provider) {
    var body = Body.of(Json.MAPPER.writeValueAsBytes(root));
    var type = JsonNodes.text(root.path("error"), "type", "");
    return read(status(type), Headers.NONE, body, provider);
  }

  private static int status(String type) {
    return switch (type) {
      case "invalid_request_error" -> 400;
      case "authentication_error" -> 401;
      case "billing_error" -> 402;
      case "permission_error" -> 403;
      case "not_found_error" -> 404;
      case "request_too_large" -> 413;
      case "rate_limit_error" -> 429;
      case "timeout_error" -> 504;
      case "overloaded_error" -> 529;
      default -> 502;
    };
  }

  private static Failure build(
      Kind kind,
      int status,
      Failure base,
      JsonNode root,
      Headers headers,
      @Nullable Duration retryAfter) {
    boolean keeps = kind == Kind.INVALID_REQUEST && status >= 400 && status < 500;
    boolean filtered = "content_filter".equals(base.code());
    var requestId = JsonNodes.text(root, "request_id");
    if (requestId == null) requestId = headers.first("request-id");
    var details = base.details();
    if (requestId != null && root.path("error") instanceof ObjectNode error) {
      var more = error.deepCopy();
      more.put("request_id", requestId);
      details = Body.of(Json.MAPPER.writeValueAsBytes(more));
    }
    return new Failure(
        kind,
        keeps ? status : kind.status(),
        base.message(),
        Failure.Origin.PROVIDER,
        base.provider(),
        kind.type(),
        filtered && keeps ? "content_filter" : kind.code(),
        base.param(),
        retryAfter,
        details,
        base.causes());
  }

  private static JsonNode document(Body body) {
    try {
      return Json.MAPPER.readTree(body.toByteArray());
    } catch (JacksonException _) {
      return Json.MAPPER.createObjectNode(); // a proxy's page: the status describes it
    }
  }

  /// Returns the time until the used-up limits are reset. The headers are RFC 3339 times.
  private static @Nullable Duration reset(Headers headers) {
    Duration longest = null;
    for (int i = 0; i < RESETS.length; i++) {
      var reset = headers.first(RESETS[i]);
      if (reset == null || !"0".equals(headers.first(REMAINING[i]))) continue;
      try {
        var left = Duration.between(Instant.now(), Instant.parse(reset.strip()));
        if (left.isNegative()) left = Duration.ZERO;
        if (longest == null || left.compareTo(longest) > 0) longest = left;
      } catch (DateTimeException _) {
        // not a time: treated as absent
      }
    }
    return longest;
  }
}
