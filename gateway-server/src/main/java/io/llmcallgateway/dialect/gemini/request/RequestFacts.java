package io.llmcallgateway.dialect.gemini.request;

import static tools.jackson.core.JsonToken.END_ARRAY;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_ARRAY;
import static tools.jackson.core.JsonToken.START_OBJECT;
import static tools.jackson.core.JsonToken.VALUE_STRING;

import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.support.LabelReader;
import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// Reads the facts of a request: model and stream from its URL, the user's last text from its body,
/// in one pass over the tokens that also checks that the body is one JSON document.
public final class RequestFacts {
  private final JsonParser parser;
  private @Nullable Span userText;
  private final LabelReader labels = new LabelReader();
  private boolean hasContent;

  private RequestFacts(JsonParser parser) {
    this.parser = parser;
  }

  public static Facts read(Inbound in) {
    var model = in.place().model();
    if (model == null || model.isBlank())
      throw RequestBodyParser.invalid("The URL names no model.", "model");
    return RequestBodyParser.read(
        in.body(),
        parser -> {
          var facts = new RequestFacts(parser);
          facts.read();
          boolean stream = Boolean.TRUE.equals(in.place().stream());
          // Every answer of this format has its usage, streamed or not.
          return new Facts(
              in.operation(),
              model,
              null,
              stream,
              null,
              null,
              true,
              facts.userText,
              false,
              facts.labels.labels());
        });
  }

  private void read() {
    if (parser.nextToken() != START_OBJECT) {
      throw RequestBodyParser.invalid("The request body must be a JSON object.");
    }
    readMembers();
    if (parser.nextToken() != null) {
      throw RequestBodyParser.invalid("The request body has more than one JSON value.");
    }
    if (!hasContent) throw RequestBodyParser.invalid("contents is not specified", "contents");
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
        case "labels" -> {
          parser.nextToken();
          labels.metadata(parser);
        }
        default -> {
          parser.nextToken();
          parser.skipChildren();
        }
      }
    }
  }

  /// Reads a list of contents or a single one; each may be a string.
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
}
