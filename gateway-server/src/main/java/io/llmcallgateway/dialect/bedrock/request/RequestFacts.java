package io.llmcallgateway.dialect.bedrock.request;

import static tools.jackson.core.JsonToken.END_ARRAY;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_ARRAY;
import static tools.jackson.core.JsonToken.START_OBJECT;
import static tools.jackson.core.JsonToken.VALUE_STRING;

import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.bedrock.content.RequestErrors;
import io.llmcallgateway.dialect.support.LabelReader;
import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads what routing needs: the URL has the model and the kind of answer, so the body is only
/// walked over once, for the last thing the user said.
public final class RequestFacts {
  private final JsonParser parser;
  private final boolean count;
  private boolean hasMessages;
  private @Nullable Span userText;
  private final LabelReader labels = new LabelReader();

  private RequestFacts(JsonParser parser, boolean count) {
    this.parser = parser;
    this.count = count;
  }

  public static Facts read(Inbound in) {
    var model = in.place().model();
    if (model == null || model.isBlank()) {
      throw RequestErrors.member("modelId", "is missing from the path");
    }
    return RequestBodyParser.read(
        in.body(),
        parser -> {
          var facts = new RequestFacts(parser, in.operation() == Operation.COUNT_TOKENS);
          facts.walk();
          if (!facts.hasMessages) throw RequestErrors.member("messages", "is missing");
          boolean stream = Boolean.TRUE.equals(in.place().stream());
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

  private void walk() {
    if (parser.nextToken() != START_OBJECT) {
      throw RequestErrors.body("The request body must be a JSON object.");
    }
    object();
    if (parser.nextToken() != null) {
      throw RequestErrors.body("The request body has more than one JSON value.");
    }
  }

  private void object() {
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      boolean inner = count && (name.equals("input") || name.equals("converse"));
      if (inner && token == START_OBJECT) object();
      else if (name.equals("messages")) messages(token);
      else if (name.equals("requestMetadata")) labels.metadata(parser);
      else parser.skipChildren();
    }
  }

  private void messages(JsonToken token) {
    if (token != START_ARRAY) throw RequestErrors.member("messages", "must be an array");
    hasMessages = true;
    while (parser.nextToken() != END_ARRAY) {
      if (parser.currentToken() == START_OBJECT) message();
      else parser.skipChildren();
    }
  }

  private void message() {
    boolean user = false;
    Span said = null;
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      if (name.equals("role") && token == VALUE_STRING) user = parser.getString().equals("user");
      else if (name.equals("content") && token == START_ARRAY) said = lastText();
      else parser.skipChildren();
    }
    if (user && said != null) userText = said;
  }

  private @Nullable Span lastText() {
    Span said = null;
    while (parser.nextToken() != END_ARRAY) {
      if (parser.currentToken() != START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == PROPERTY_NAME) {
        boolean text = parser.currentName().equals("text");
        if (parser.nextToken() == VALUE_STRING && text) said = Json.scalar(parser);
        else parser.skipChildren();
      }
    }
    return said;
  }
}
