package io.llmcallgateway.api.admin.playground;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A request that the console has sent in the name of its user.
///
/// @param body the request as a client of the dialect writes it, byte for byte
/// @param model the model to ask instead of the body's; null for the body's
/// @param stream whether a stream is wanted, for dialects whose path says so
/// @param replayOf the call that is repeated
/// @param mostNanos what the call may cost at most, in nano-USD; -1 for any cost
record TrialRequest(
    DialectId dialect,
    Body body,
    @Nullable String model,
    boolean stream,
    @Nullable CallId replayOf,
    long mostNanos) {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  /// Parses the document that a console sends. Throws a `GatewayException` that names the member at
  /// fault.
  static TrialRequest read(Body document) {
    try (var parser = Json.parser(document)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw invalid("The request body must be a JSON object.", null);
      }
      return new Reader(parser, document).read();
    } catch (JacksonException e) {
      throw new GatewayException(
          Failure.of(
              Failure.Kind.INVALID_REQUEST,
              "The request body is not valid JSON: " + e.getOriginalMessage()),
          e);
    }
  }

  private static final class Reader {
    private final JsonParser parser;
    private final Body document;
    private @Nullable DialectId dialect;
    private @Nullable Body body;
    private @Nullable String model;
    private boolean stream;
    private @Nullable CallId replayOf;
    private long mostNanos = -1;

    Reader(JsonParser parser, Body document) {
      this.parser = parser;
      this.document = document;
    }

    TrialRequest read() {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        var token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) continue;
        member(name, token);
      }
      if (dialect == null) throw invalid("'dialect' must name the format of 'body'.", "dialect");
      if (body == null) throw invalid("'body' must be the request.", "body");
      return new TrialRequest(dialect, body, model, stream, replayOf, mostNanos);
    }

    private void member(String name, JsonToken token) {
      switch (name) {
        case "dialect" -> {
          dialect = DialectId.of(text(name, token));
          if (dialect == null) throw invalid("'dialect' is not a format of clients.", name);
        }
        case "body" -> body = document.slice(object(token));
        case "model" -> model = text(name, token);
        case "stream" -> {
          if (!token.isBoolean()) throw invalid("'stream' must be true or false.", name);
          stream = token == JsonToken.VALUE_TRUE;
        }
        case "replay_of" -> {
          var id = text(name, token);
          if (!ID.matcher(id).matches()) throw invalid("'replay_of' must be a call's id.", name);
          replayOf = new CallId(id);
        }
        case "max_usd" -> mostNanos = nanos(name, token);
        default -> throw invalid("'" + name + "' is not known.", name);
      }
    }

    private Span object(JsonToken token) {
      if (token != JsonToken.START_OBJECT) throw invalid("'body' must be an object.", "body");
      return Json.structure(parser);
    }

    private String text(String name, JsonToken token) {
      if (token != JsonToken.VALUE_STRING) throw invalid("'" + name + "' must be a text.", name);
      return parser.getString();
    }

    private long nanos(String name, JsonToken token) {
      if (token.isNumeric()) {
        var dollars = parser.getDecimalValue();
        boolean sane =
            dollars.signum() >= 0 && dollars.compareTo(BigDecimal.valueOf(1_000_000)) <= 0;
        if (sane && dollars.scale() < 1_000) {
          return dollars.movePointRight(9).setScale(0, RoundingMode.FLOOR).longValueExact();
        }
      }
      throw invalid("'" + name + "' must be an amount in US dollars.", name);
    }
  }

  static GatewayException invalid(String message, @Nullable String param) {
    var failure = Failure.of(Failure.Kind.INVALID_REQUEST, message);
    return new GatewayException(param == null ? failure : failure.withParam(param));
  }
}
