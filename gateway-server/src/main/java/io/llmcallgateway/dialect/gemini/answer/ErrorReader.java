package io.llmcallgateway.dialect.gemini.answer;

import io.llmcallgateway.dialect.support.ErrorTable;
import io.llmcallgateway.dialect.support.PlainTextError;
import io.llmcallgateway.dialect.support.RetryAfter;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads Google's errors: a google.rpc.Status, sometimes in an array, or HTML of Google's front
/// end.
public final class ErrorReader {
  private static final int MOST_TEXT = 2_000;
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)s?");
  private static final Pattern SENTENCE =
      Pattern.compile("retry in (\\d{1,9}(?:\\.\\d{1,9})?)(ms|s)\\b");

  private ErrorReader() {}

  public static Failure read(int status, Headers headers, Body body, String provider) {
    JsonNode document;
    try {
      document = Json.MAPPER.readTree(body.toByteArray());
    } catch (JacksonException _) {
      document = MissingNode.getInstance(); // HTML, plain text or nothing
    }
    var error = errorOf(document);
    var message = message(error);
    if (message == null) message = PlainTextError.describe(status, headers, body);
    return failure(status, headers, error, message, provider);
  }

  /// Reads an error in the body of a reply with status 200, or in a stream; its `code` is the
  /// status.
  public static Failure inAnswer(JsonNode document, String provider) {
    var error = errorOf(document);
    var message = message(error);
    boolean told = message != null;
    if (message == null) message = "The provider's answer is neither an answer nor an error.";
    long code = JsonNodes.count(error, "code");
    int status = told && code >= 400 && code < 600 ? (int) code : 502;
    return failure(status, Headers.NONE, error, message, provider);
  }

  private static JsonNode errorOf(JsonNode document) {
    var one = document.isArray() && !document.isEmpty() ? document.get(0) : document;
    if (one == null) return MissingNode.getInstance();
    var error = one.path("error");
    return error.isMissingNode() || error.isNull() ? one : error;
  }

  private static @Nullable String message(JsonNode error) {
    if (error.isString() && !error.asString().isBlank()) return cut(error.asString());
    for (var name : new String[] {"message", "error_description", "detail"}) {
      var text = JsonNodes.text(error, name);
      if (text != null && !text.isBlank()) return cut(text);
    }
    return null;
  }

  private static Failure failure(
      int status, Headers headers, JsonNode error, String message, String provider) {
    var reading =
        ErrorTable.read(
            status, io.llmcallgateway.dialect.support.OpenAiErrorReader.codes(error), message);
    boolean spent = reading.kind() == Kind.RATE_LIMITED && isSpent(error);
    var kind = spent ? Kind.QUOTA_EXHAUSTED : reading.kind();
    var word = kind == Kind.INVALID_REQUEST ? JsonNodes.text(error, "status") : null;
    if (reading.code() != null) word = reading.code();
    return new Failure(
        kind,
        kind == Kind.INVALID_REQUEST && status >= 400 && status < 500 ? status : kind.status(),
        message,
        Failure.Origin.PROVIDER,
        provider,
        kind.type(),
        word == null ? kind.code() : word,
        null,
        retryAfter(headers, error, message),
        error instanceof ObjectNode ? Body.of(Json.MAPPER.writeValueAsBytes(error)) : null,
        List.of());
  }

  /// True if a daily quota is used up or a quota is 0, so that waiting a minute does not help.
  private static boolean isSpent(JsonNode error) {
    for (var detail : error.path("details")) {
      for (var violation : detail.path("violations")) {
        if (JsonNodes.text(violation, "quotaId", "").contains("PerDay")) return true;
        if (JsonNodes.text(violation, "quotaValue", "").equals("0")) return true;
      }
    }
    return false;
  }

  private static @Nullable Duration retryAfter(Headers headers, JsonNode error, String message) {
    var told = RetryAfter.read(headers, message);
    if (told != null) return told;
    for (var detail : error.path("details")) {
      var delay = seconds(JsonNodes.text(detail, "retryDelay"));
      if (delay != null) return delay;
    }
    var matcher = SENTENCE.matcher(message);
    if (!matcher.find()) return null;
    var value = new BigDecimal(matcher.group(1));
    return Duration.ofMillis(
        (matcher.group(2).equals("ms") ? value : value.movePointRight(3)).longValue());
  }

  private static @Nullable Duration seconds(@Nullable String text) {
    if (text == null) return null;
    var matcher = SECONDS.matcher(text.strip());
    if (!matcher.matches()) return null;
    return Duration.ofMillis(new BigDecimal(matcher.group(1)).movePointRight(3).longValue());
  }

  /// Returns a body that is not JSON as text without markup.
  public static String plain(Body body) {
    var text = PlainTextError.of(body);
    return text.isEmpty() ? "(empty)" : text;
  }

  private static String cut(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }
}
