package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the error bodies of OpenAI-compatible vendors, whose shapes are many: an object, a string,
/// flat, wrapped in an array, `detail`, `message`, HTML or nothing.
public final class OpenAiErrorReader {
  private static final int MOST_TEXT = 2_000;

  /// Members that hold a code, whatever it is called.
  private static final String[] CODES = {
    "code",
    "type",
    "status",
    "reason",
    "error_type",
    "error_code",
    "errorCode",
    "err_code",
    "__type"
  };

  private static final String[] MESSAGES = {
    "message", "error", "Message", "detail", "msg", "error_msg", "errorMessage", "status_msg"
  };

  private OpenAiErrorReader() {}

  public static Failure read(int status, Headers headers, Body body, String provider) {
    var document = document(body);
    var error = errorOf(document);
    var message = message(document, error);
    if (message == null) message = PlainTextError.describe(status, headers, body);
    return build(status, message, provider, error, RetryAfter.read(headers, message));
  }

  /// An error inside an answer with status 200: its own code may be a status.
  public static Failure inStream(Body body, String provider) {
    var document = document(body);
    var error = errorOf(document);
    var message = message(document, error);
    if (message == null) message = "The provider sent an error without a message.";
    var after = RetryAfter.read(Headers.NONE, message);
    return build(statusIn(error), message, provider, error, after);
  }

  /// True if a document stands in an answer's place but is an error: it has an `error`, or it is a
  /// flat one and has no choices.
  public static boolean isError(JsonNode document) {
    var error = document.path("error");
    if (error.isObject() || error.isString()) return true;
    if (!document.path("choices").isEmpty()) return false;
    if (failedBase(document) != null) return true;
    if (document.has("choices") && !document.path("choices").isNull()) return false;
    return document.path("object").asString("").equals("error")
        || document.has("detail")
        || document.has("error_code")
        || document.path("message").isString()
        || document.path("msg").isString()
        || !document.path("errors").isEmpty();
  }

  /// MiniMax tells a failure beside a success: `base_resp: {status_code, status_msg}`.
  private static @Nullable JsonNode failedBase(JsonNode document) {
    var base = document.path("base_resp");
    return base.path("status_code").asInt(0) == 0 ? null : base;
  }

  /// A choice that ended as no answer ends.
  public static Failure failedFinish(boolean overloaded, String provider) {
    return overloaded
        ? Failure.ofProvider(
            Kind.OVERLOADED, provider, "The provider ran out of resources for the answer.")
        : Failure.ofProvider(
            Kind.UPSTREAM_ERROR, provider, "The provider ended the answer with an error.");
  }

  private static int statusIn(@Nullable JsonNode error) {
    if (error == null) return ErrorTable.NO_STATUS;
    for (var name :
        new String[] {"status_code", "http_code", "code", "status", "raw_status_code"}) {
      int status = error.path(name).asInt(0);
      if (status >= 400 && status <= 599) return status;
    }
    return ErrorTable.NO_STATUS;
  }

  private static Failure build(
      int status,
      String message,
      String provider,
      @Nullable JsonNode error,
      @Nullable Duration retryAfter) {
    var reading = ErrorTable.read(status, codes(error), message);
    var kind = reading.kind();
    var type = text(error, "type");
    var code = reading.code() == null ? code(error) : reading.code();
    // A client knows these by the words of its own format only.
    boolean ours =
        switch (kind) {
          case UPSTREAM_AUTH, CONTEXT_LENGTH, QUOTA_EXHAUSTED -> true;
          default -> false;
        };
    boolean known = code != null && code.equals(kind.code());
    return new Failure(
        kind,
        clientStatus(kind, status),
        message,
        Failure.Origin.PROVIDER,
        provider,
        type == null || (ours && !known) ? kind.type() : type,
        code == null || ours ? kind.code() : code,
        text(error, "param"),
        retryAfter,
        error instanceof ObjectNode object ? details(object) : null,
        List.of());
  }

  /// The vendor's own status stays where it means the same to a client.
  private static int clientStatus(Kind kind, int status) {
    return switch (kind) {
      case INVALID_REQUEST -> status >= 400 && status < 500 ? status : kind.status();
      default -> kind.status();
    };
  }

  /// All that may be a code, the error's own and that of one beneath it.
  public static List<String> codes(@Nullable JsonNode error) {
    var codes = new ArrayList<String>();
    if (error != null) addCodes(error, codes, 0);
    return codes;
  }

  private static void addCodes(JsonNode error, List<String> codes, int depth) {
    for (var name : CODES) {
      var code = text(error, name);
      if (code != null && !code.isBlank()) codes.add(bare(code));
    }
    var base = text(error, "status_code");
    if (base != null && error.has("status_msg")) codes.add("base_resp." + base);
    if (depth == 2) return;
    for (var name : new String[] {"innererror", "error", "Output"}) {
      if (error.path(name).isObject()) addCodes(error.path(name), codes, depth + 1);
    }
    for (var detail : error.path("details")) addCodes(detail, codes, 2);
    var raw = document(Body.utf8(error.path("metadata").path("raw").asString("")));
    if (raw != null && raw.isObject()) addCodes(raw, codes, depth + 1);
  }

  /// AWS puts a package before a `#` and an address behind a colon.
  private static String bare(String code) {
    int colon = code.indexOf(':');
    var name = colon < 0 ? code : code.substring(0, colon);
    return name.substring(name.indexOf('#') + 1).strip();
  }

  /// The vendor's code, unless it only repeats a status. Azure has one more beneath.
  private static @Nullable String code(@Nullable JsonNode error) {
    var code = text(error, "code");
    if (code != null && code.matches("[45]\\d\\d|0")) return null;
    return code != null || error == null ? code : text(error.path("innererror"), "code");
  }

  /// The error without what OpenRouter tells of the account.
  private static Body details(ObjectNode error) {
    var told = error;
    if (error.has("user_id")) {
      told = error.deepCopy();
      told.remove("user_id");
    }
    return Body.of(Json.MAPPER.writeValueAsBytes(told));
  }

  private static @Nullable JsonNode document(Body body) {
    try {
      var node = Json.MAPPER.readTree(body.toByteArray());
      if (node == null || node.isMissingNode()) return null;
      return node.isArray() && !node.isEmpty() ? node.get(0) : node;
    } catch (JacksonException _) {
      return null; // HTML, plain text or nothing: described by its status
    }
  }

  private static @Nullable JsonNode errorOf(@Nullable JsonNode document) {
    if (document == null) return null;
    var error = document.path("error");
    if (error.isObject()) return error;
    var base = failedBase(document);
    if (base != null) return base;
    var first = document.path("errors").path(0);
    return first.isObject() ? first : document;
  }

  private static @Nullable String message(@Nullable JsonNode document, @Nullable JsonNode error) {
    if (document == null || error == null) return null;
    if (document.isString()) return cut(document.asString());
    for (var name : MESSAGES) {
      var value = error.path(name);
      if (value.isString() && !value.asString().isBlank()) {
        return cut(value.asString() + beneath(error));
      }
      if (value.isObject() && value.has("detail")) value = value.path("detail");
      if (value.isArray() && !value.isEmpty()) return cut(complaints(value));
      if (value.isObject()) return cut(value.toString());
    }
    return null;
  }

  /// OpenRouter says "Provider returned error" and puts what it was told into the metadata.
  private static String beneath(JsonNode error) {
    var raw = error.path("metadata").path("raw");
    return raw.isString() && !raw.asString().isBlank() ? ": " + raw.asString() : "";
  }

  /// A list of what a validator found, as FastAPI tells it: `loc`, `msg`, `type`.
  private static String complaints(JsonNode list) {
    var all = new StringBuilder();
    for (var each : list) {
      if (!each.path("msg").isString()) return list.toString();
      if (!all.isEmpty()) all.append("; ");
      var place = new StringBuilder();
      for (var step : each.path("loc")) {
        if (!place.isEmpty()) place.append('.');
        place.append(step.asString(step.toString()));
      }
      if (!place.isEmpty()) all.append(place).append(": ");
      all.append(each.path("msg").asString());
    }
    return all.toString();
  }

  private static String cut(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }

  private static @Nullable String text(@Nullable JsonNode node, String name) {
    if (node == null) return null;
    var value = node.path(name);
    if (value.isString()) return value.asString();
    return value.isNumber() ? value.asString() : null;
  }
}
