package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.wire.Json;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/// Reads a client's JSON body token by token, and says what is wrong with it.
public final class RequestBodyParser {
  private RequestBodyParser() {}

  /// Returns what `reader` makes of the body's tokens. Throws a `GatewayException`
  /// (INVALID_REQUEST) where the body is no JSON.
  public static <T> T read(Body body, Function<JsonParser, T> reader) {
    var bytes = body.toByteArray();
    if (bytes.length == 0) throw invalid("The request body is empty; send a JSON object.");
    if (isUtf16Or32(bytes)) throw invalid("The request body is not UTF-8; send JSON as UTF-8.");
    try (var parser = Json.parser(bytes, 0, bytes.length)) {
      return reader.apply(parser);
    } catch (StreamConstraintsException e) {
      throw invalid("The request body is beyond a limit: " + e.getOriginalMessage() + ".", e);
    } catch (JacksonException e) {
      throw invalid("The request body is not valid JSON: " + where(e) + ".", e);
    }
  }

  private static boolean isUtf16Or32(byte[] bytes) {
    if (bytes.length < 2) return false;
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    return first == 0
        || second == 0
        || (first == 0xFE && second == 0xFF)
        || (first == 0xFF && second == 0xFE);
  }

  private static String where(JacksonException e) {
    var at = e.getLocation();
    boolean cut = e instanceof UnexpectedEndOfInputException;
    var message = cut ? "it ends too early" : e.getOriginalMessage();
    if (at == null || at.getLineNr() < 0) return message;
    return message + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  public static GatewayException wrongType(String param, String wanted) {
    return invalid("Invalid type for '" + param + "': expected " + wanted + ".", param);
  }

  public static GatewayException invalid(String message, String param) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message).withParam(param));
  }

  public static GatewayException invalid(String message) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message));
  }

  private static GatewayException invalid(String message, Throwable cause) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message), cause);
  }
}
