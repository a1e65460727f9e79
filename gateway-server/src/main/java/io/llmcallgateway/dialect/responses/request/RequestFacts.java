package io.llmcallgateway.dialect.responses.request;

import static io.llmcallgateway.dialect.support.RequestBodyParser.invalid;
import static io.llmcallgateway.dialect.support.RequestBodyParser.wrongType;
import static tools.jackson.core.JsonToken.END_ARRAY;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_ARRAY;
import static tools.jackson.core.JsonToken.START_OBJECT;
import static tools.jackson.core.JsonToken.VALUE_FALSE;
import static tools.jackson.core.JsonToken.VALUE_NULL;
import static tools.jackson.core.JsonToken.VALUE_STRING;
import static tools.jackson.core.JsonToken.VALUE_TRUE;

import io.llmcallgateway.dialect.support.LabelReader;
import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Json;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the facts of a request in one pass over its tokens.
public final class RequestFacts {
  private final Operation operation;
  private final JsonParser parser;
  private final Set<String> seen = HashSet.newHashSet(4);

  private @Nullable String model;
  private @Nullable Span modelSpan;
  private boolean stream;
  private boolean hasInput;
  private @Nullable Span userText;
  private final LabelReader labels = new LabelReader();

  private RequestFacts(Operation operation, JsonParser parser) {
    this.operation = operation;
    this.parser = parser;
  }

  public static Facts read(Operation operation, Body body) {
    return RequestBodyParser.read(body, parser -> new RequestFacts(operation, parser).read());
  }

  private Facts read() {
    if (parser.nextToken() != START_OBJECT) {
      throw invalid("The request body must be a JSON object.");
    }
    while (parser.nextToken() == PROPERTY_NAME) {
      switch (parser.currentName()) {
        case "model" -> readModel();
        case "stream" -> readStream();
        case "input" -> readInput();
        // these refer to input that the vendor keeps
        case "prompt", "previous_response_id", "conversation" -> {
          hasInput |= parser.nextToken() != VALUE_NULL;
          parser.skipChildren();
        }
        case "user", "safety_identifier" -> {
          parser.nextToken();
          labels.user(parser);
        }
        case "prompt_cache_key" -> {
          parser.nextToken();
          labels.session(parser);
        }
        case "metadata" -> {
          parser.nextToken();
          labels.metadata(parser);
        }
        default -> {
          parser.nextToken();
          parser.skipChildren();
        }
      }
    }
    if (parser.nextToken() != null) {
      throw invalid("The request body has more than one JSON value.");
    }
    if (model == null) throw invalid("you must provide a `model` parameter", "model");
    if (!hasInput) throw invalid("Missing required parameter: 'input'.", "input");
    boolean streams = stream && operation == Operation.CHAT;
    return new Facts(
        operation, model, modelSpan, streams, null, null, true, userText, false, labels.labels());
  }

  private void readModel() {
    once("model");
    if (parser.nextToken() != VALUE_STRING) throw wrongType("model", "a string");
    model = parser.getString();
    modelSpan = Json.scalar(parser);
    if (model.isBlank()) throw invalid("you must provide a `model` parameter", "model");
  }

  private void readStream() {
    once("stream");
    var token = parser.nextToken();
    if (token != VALUE_TRUE && token != VALUE_FALSE && token != VALUE_NULL) {
      throw wrongType("stream", "a boolean");
    }
    stream = token == VALUE_TRUE;
  }

  private void readInput() {
    once("input");
    var token = parser.nextToken();
    if (token == VALUE_NULL) return;
    hasInput = true;
    if (token == VALUE_STRING) {
      userText = Json.scalar(parser);
      return;
    }
    if (token != START_ARRAY) throw wrongType("input", "a string or an array of items");
    for (int i = 0; (token = parser.nextToken()) != END_ARRAY; i++) {
      if (token != START_OBJECT) throw wrongType("input[" + i + "]", "an object");
      readItem();
    }
  }

  private void readItem() {
    boolean fromUser = false;
    Span text = null;
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      if (name.equals("role") && token == VALUE_STRING) {
        fromUser = parser.getString().equals("user");
      } else if (name.equals("content")) {
        text = readContent(token);
      } else {
        parser.skipChildren();
      }
    }
    if (fromUser && text != null) userText = text;
  }

  private @Nullable Span readContent(JsonToken token) {
    if (token == VALUE_STRING) return Json.scalar(parser);
    if (token != START_ARRAY) {
      parser.skipChildren();
      return null;
    }
    Span text = null;
    for (JsonToken part; (part = parser.nextToken()) != END_ARRAY; ) {
      if (part != START_OBJECT) {
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

  /// Rejects a name that is given twice: the provider may read the other value.
  private void once(String name) {
    if (!seen.add(name)) throw invalid("'" + name + "' is given twice.", name);
  }
}
