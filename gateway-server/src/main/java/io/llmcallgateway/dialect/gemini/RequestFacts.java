package io.llmcallgateway.dialect.gemini;

import static tools.jackson.core.JsonToken.END_ARRAY;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_ARRAY;
import static tools.jackson.core.JsonToken.START_OBJECT;
import static tools.jackson.core.JsonToken.VALUE_STRING;

import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;

/// Reads the facts of a request: model and stream from its URL, the user's last words from its
/// body, in one pass over the tokens that also proves it to be one JSON document.
final class RequestFacts {
  private final JsonParser parser;
  private @Nullable Span userText;
  private boolean hasContent;

  private RequestFacts(JsonParser parser) {
    this.parser = parser;
  }

  static Facts read(Inbound in) {
    var model = in.place().model();
    if (model == null || model.isBlank()) throw invalid("The URL names no model.", "model");
    if (in.body().size() == 0) throw invalid("The request body is empty; send a JSON object.");
    try (var parser = Json.parser(in.body())) {
      var facts = new RequestFacts(parser);
      facts.read();
      boolean stream = Boolean.TRUE.equals(in.place().stream());
      // Each answer of this format has its usage, streamed or not.
      return new Facts(in.operation(), model, null, stream, null, null, true, facts.userText);
    } catch (StreamConstraintsException e) {
      throw invalid("The request body is beyond a limit: " + e.getOriginalMessage() + ".", e);
    } catch (JacksonException e) {
      throw invalid("The request body is not valid JSON: " + e.getOriginalMessage() + ".", e);
    }
  }

  private void read() {
    if (parser.nextToken() != START_OBJECT) {
      throw invalid("The request body must be a JSON object.");
    }
    readMembers();
    if (parser.nextToken() != null) {
      throw invalid("The request body has more than one JSON value.");
    }
    if (!hasContent) throw invalid("contents is not specified", "contents");
  }

  private void readMembers() {
    while (parser.nextToken() == PROPERTY_NAME) {
      switch (parser.currentName()) {
        case "contents", "content", "requests" -> {
          hasContent = true;
          parser.nextToken();
          readContents();
        }
        case "generateContentRequest", "generate_content_request" -> {
          if (parser.nextToken() == START_OBJECT) readMembers();
          else parser.skipChildren();
        }
        default -> {
          parser.nextToken();
          parser.skipChildren();
        }
      }
    }
  }

  /// A list of contents, or one; each may be a mere text.
  private void readContents() {
    switch (parser.currentToken()) {
      case START_ARRAY -> {
        while (parser.nextToken() != END_ARRAY) readContents();
      }
      case START_OBJECT -> readContent();
      case VALUE_STRING -> userText = Json.scalar(parser);
      default -> parser.skipChildren();
    }
  }

  private void readContent() {
    boolean fromUser = true;
    Span text = null;
    Span before = userText;
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "role" -> {
          if (parser.currentToken() == VALUE_STRING) fromUser = parser.getString().equals("user");
        }
        case "parts" -> text = readParts();
        case "content" -> readContents(); // one of a batch
        default -> parser.skipChildren();
      }
    }
    if (text == null) return;
    userText = fromUser ? text : before;
  }

  private @Nullable Span readParts() {
    Span text = null;
    switch (parser.currentToken()) {
      case START_ARRAY -> {
        while (parser.nextToken() != END_ARRAY) {
          var each = readParts();
          if (each != null) text = each;
        }
      }
      case START_OBJECT -> {
        while (parser.nextToken() == PROPERTY_NAME) {
          boolean isText = parser.currentName().equals("text");
          if (parser.nextToken() == VALUE_STRING && isText) text = Json.scalar(parser);
          else parser.skipChildren();
        }
      }
      case VALUE_STRING -> text = Json.scalar(parser);
      default -> parser.skipChildren();
    }
    return text;
  }

  private static GatewayException invalid(String message, String param) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message).withParam(param));
  }

  private static GatewayException invalid(String message) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message));
  }

  private static GatewayException invalid(String message, Throwable cause) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message), cause);
  }
}
