package io.llmcallgateway.dialect.openai;

import static tools.jackson.core.JsonToken.END_ARRAY;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_ARRAY;
import static tools.jackson.core.JsonToken.START_OBJECT;
import static tools.jackson.core.JsonToken.VALUE_STRING;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/// Reads what logs and metrics need from a plain answer, by its tokens. Unknown shapes are skipped:
/// only what is not JSON at all is an error.
final class AnswerReader {
  private final JsonParser parser;
  private final Body body;

  private Body text = Body.EMPTY;
  private final List<Answer.ToolCall> toolCalls = new ArrayList<>(0);
  private @Nullable String finishReason;
  private @Nullable Usage usage;
  private @Nullable String tier;
  private boolean error;

  private AnswerReader(JsonParser parser, Body body) {
    this.parser = parser;
    this.body = body;
  }

  /// What was read, or null where the body is an error object in an answer's place.
  ///
  /// @throws JacksonException where the body is not a JSON object
  static @Nullable Answer read(Body body) {
    try (var parser = Json.parser(body)) {
      return new AnswerReader(parser, body).read();
    }
  }

  private @Nullable Answer read() {
    if (parser.nextToken() != START_OBJECT) {
      throw new NotAnObjectException();
    }
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      switch (name) {
        case "usage" -> usage = UsageReader.read(parser);
        case "service_tier" -> {
          if (token == VALUE_STRING) tier = parser.getString();
          else parser.skipChildren();
        }
        case "choices" -> readChoices();
        case "error" -> {
          error = token == START_OBJECT || token == VALUE_STRING;
          parser.skipChildren();
        }
        default -> parser.skipChildren();
      }
    }
    var counted = usage == null ? null : usage.served(tier);
    return error ? null : new Answer(body, text, toolCalls, finishReason, counted);
  }

  private void readChoices() {
    if (parser.currentToken() != START_ARRAY) {
      parser.skipChildren();
      return;
    }
    boolean first = true;
    while (parser.nextToken() != END_ARRAY) {
      if (first && parser.currentToken() == START_OBJECT) readChoice();
      else parser.skipChildren();
      first = false;
    }
  }

  private void readChoice() {
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      if (name.equals("message") && token == START_OBJECT) readMessage();
      else if (name.equals("text") && token == VALUE_STRING) text = inside(Json.scalar(parser));
      else if (name.equals("finish_reason") && token == VALUE_STRING) {
        finishReason = parser.getString();
      } else parser.skipChildren();
    }
  }

  private void readMessage() {
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      boolean says = name.equals("content") || name.equals("refusal");
      if (says && token == VALUE_STRING) text = inside(Json.scalar(parser));
      else if (name.equals("tool_calls") && token == START_ARRAY) readToolCalls();
      else if (name.equals("function_call") && token == START_OBJECT) readFunction();
      else parser.skipChildren();
    }
  }

  private void readToolCalls() {
    while (parser.nextToken() != END_ARRAY) {
      if (parser.currentToken() != START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == PROPERTY_NAME) {
        var name = parser.currentName();
        if (parser.nextToken() == START_OBJECT && name.equals("function")) readFunction();
        else parser.skipChildren();
      }
    }
  }

  private void readFunction() {
    var function = "";
    var arguments = Body.EMPTY;
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      if (token != VALUE_STRING) parser.skipChildren();
      else if (name.equals("name")) function = parser.getString();
      else if (name.equals("arguments")) arguments = inside(Json.scalar(parser));
    }
    toolCalls.add(new Answer.ToolCall(function, arguments));
  }

  /// A string literal's bytes without its quotes.
  private Body inside(Span literal) {
    return body.slice(new Span(literal.start() + 1, literal.end() - 1));
  }

  /// The document is JSON, but no object.
  static final class NotAnObjectException extends JacksonException {
    private static final long serialVersionUID = 1;

    NotAnObjectException() {
      super("the answer is not a JSON object", null, null);
    }

    @Override
    public @Nullable Object processor() {
      return null;
    }
  }
}
