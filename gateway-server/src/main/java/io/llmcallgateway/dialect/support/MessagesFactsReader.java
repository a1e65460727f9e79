package io.llmcallgateway.dialect.support;

import static tools.jackson.core.JsonToken.END_ARRAY;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_ARRAY;
import static tools.jackson.core.JsonToken.START_OBJECT;
import static tools.jackson.core.JsonToken.VALUE_FALSE;
import static tools.jackson.core.JsonToken.VALUE_NULL;
import static tools.jackson.core.JsonToken.VALUE_STRING;
import static tools.jackson.core.JsonToken.VALUE_TRUE;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// Reads the facts of a request with `model`, `stream` and `messages`, as Anthropic's and Cohere's
/// formats have it, in one pass over its tokens, which also proves it to be one JSON document.
public final class MessagesFactsReader {
  private final JsonParser parser;
  private final String missing;
  private @Nullable String model;
  private @Nullable Span modelSpan;
  private boolean stream;
  private boolean hasMessages;
  private @Nullable Span userText;
  private final LabelReader labels = new LabelReader();

  private MessagesFactsReader(JsonParser parser, String missing) {
    this.parser = parser;
    this.missing = missing;
  }

  /// Returns the facts. Throws a `GatewayException` (INVALID_REQUEST) where the body is no request.
  ///
  /// @param missing the vendor's words for a member that must not be missing
  public static Facts read(Operation operation, Body body, String missing) {
    return RequestBodyParser.read(
        body, parser -> new MessagesFactsReader(parser, missing).read(operation));
  }

  private Facts read(Operation operation) {
    if (parser.nextToken() != START_OBJECT) {
      throw RequestBodyParser.invalid("The request body must be a JSON object.");
    }
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "model" -> readModel();
        case "stream" -> readStream();
        case "messages" -> readMessages();
        case "metadata" -> labels.metadata(parser);
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw RequestBodyParser.invalid("The request body has more than one JSON value.");
    }
    if (model == null) throw RequestBodyParser.invalid("model: " + missing, "model");
    if (!hasMessages) throw RequestBodyParser.invalid("messages: " + missing, "messages");
    // Each answer of these formats has its usage, streamed or not.
    return new Facts(
        operation, model, modelSpan, stream, null, null, true, userText, false, labels.labels());
  }

  private void readModel() {
    if (parser.currentToken() != VALUE_STRING)
      throw RequestBodyParser.wrongType("model", "a string");
    model = parser.getString();
    modelSpan = Json.scalar(parser);
    if (model.isBlank()) throw RequestBodyParser.invalid("model: " + missing, "model");
  }

  private void readStream() {
    stream =
        switch (parser.currentToken()) {
          case VALUE_TRUE -> true;
          case VALUE_FALSE, VALUE_NULL -> false;
          default -> throw RequestBodyParser.wrongType("stream", "a boolean");
        };
  }

  private void readMessages() {
    if (parser.currentToken() != START_ARRAY) {
      throw RequestBodyParser.wrongType("messages", "an array of objects");
    }
    while (parser.nextToken() != END_ARRAY) {
      if (parser.currentToken() != START_OBJECT) {
        throw RequestBodyParser.wrongType("messages", "an array of objects");
      }
      hasMessages = true;
      readMessage();
    }
    if (!hasMessages) {
      throw RequestBodyParser.invalid("messages: at least one message is required", "messages");
    }
  }

  private void readMessage() {
    boolean fromUser = false;
    Span text = null;
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "role" -> {
          if (parser.currentToken() == VALUE_STRING) fromUser = parser.getString().equals("user");
          else parser.skipChildren();
        }
        case "content" -> text = readContent();
        default -> parser.skipChildren();
      }
    }
    if (fromUser && text != null) userText = text;
  }

  /// Returns the range of the last text: clients put their own instructions before the user's text.
  private @Nullable Span readContent() {
    if (parser.currentToken() == VALUE_STRING) return Json.scalar(parser);
    if (parser.currentToken() != START_ARRAY) {
      parser.skipChildren();
      return null;
    }
    Span text = null;
    while (parser.nextToken() != END_ARRAY) {
      if (parser.currentToken() != START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == PROPERTY_NAME) {
        boolean isText = parser.currentName().equals("text");
        if (parser.nextToken() == VALUE_STRING && isText) text = Json.scalar(parser);
        else parser.skipChildren();
      }
    }
    return text;
  }
}
