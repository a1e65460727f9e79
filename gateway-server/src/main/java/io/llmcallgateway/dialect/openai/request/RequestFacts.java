package io.llmcallgateway.dialect.openai.request;

import static io.llmcallgateway.dialect.support.RequestBodyParser.invalid;
import static io.llmcallgateway.dialect.support.RequestBodyParser.wrongType;
import static tools.jackson.core.JsonToken.END_ARRAY;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_ARRAY;
import static tools.jackson.core.JsonToken.START_OBJECT;
import static tools.jackson.core.JsonToken.VALUE_FALSE;
import static tools.jackson.core.JsonToken.VALUE_NULL;
import static tools.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static tools.jackson.core.JsonToken.VALUE_STRING;
import static tools.jackson.core.JsonToken.VALUE_TRUE;

import io.llmcallgateway.dialect.support.LabelReader;
import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Facts.CostAsked;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the facts of a request in one pass over its tokens: no tree, no string that is not needed.
/// The pass also proves that the body is one JSON document.
public final class RequestFacts {
  /// The member that a request of the operation cannot lack.
  private static final Map<Operation, String> CONTENT =
      Map.of(
          Operation.CHAT,
          "messages",
          Operation.COMPLETION,
          "prompt",
          Operation.EMBEDDING,
          "input",
          Operation.SPEECH,
          "input");

  private final Operation operation;
  private final JsonParser parser;
  private final Set<String> seen = HashSet.newHashSet(8);

  private @Nullable String model;
  private @Nullable Span modelSpan;
  private boolean stream;
  private @Nullable Span streamOptions;
  private @Nullable Span includeUsage;
  private boolean wantsUsage;
  private boolean hasContent;
  private @Nullable Span userText;
  private boolean wantsSchema;
  private CostAsked cost = CostAsked.NO;
  private final LabelReader labels = new LabelReader();

  private RequestFacts(Operation operation, JsonParser parser) {
    this.operation = operation;
    this.parser = parser;
  }

  /// Returns the facts.
  ///
  /// @throws GatewayException with INVALID_REQUEST and the parameter at fault
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
        case "stream_options" -> readStreamOptions();
        case "messages" -> readMessages();
        case "response_format" -> readFormat();
        case "prompt", "input" -> readText(parser.currentName());
        case "stream_format" -> readStreamFormat();
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
        default -> skipValue();
      }
    }
    if (parser.nextToken() != null) {
      throw invalid("The request body has more than one JSON value.");
    }
    if (model == null || modelSpan == null) {
      throw invalid("you must provide a `model` parameter", "model");
    }
    if (!hasContent) {
      var missing = Objects.requireNonNull(CONTENT.get(operation), operation.text());
      throw invalid("Missing required parameter: '" + missing + "'.", missing);
    }
    return new Facts(
        operation,
        model,
        modelSpan,
        stream && operation != Operation.EMBEDDING,
        streamOptions,
        includeUsage,
        wantsUsage || cost == CostAsked.YES,
        userText,
        wantsSchema,
        labels.labels(),
        cost);
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

  /// Speech has its word for a stream of events; a chat has no such member.
  private void readStreamFormat() {
    boolean text = parser.nextToken() == VALUE_STRING;
    if (operation == Operation.SPEECH && text) stream = parser.getString().equals("sse");
    else parser.skipChildren();
  }

  private void readStreamOptions() {
    once("stream_options");
    var token = parser.nextToken();
    if (token == VALUE_NULL) {
      streamOptions = Json.scalar(parser);
      return;
    }
    if (token != START_OBJECT) throw wrongType("stream_options", "an object");
    int start = (int) parser.currentTokenLocation().getByteOffset();
    while (parser.nextToken() == PROPERTY_NAME) {
      if (parser.currentName().equals("include_cost")) {
        readIncludeCost();
        continue;
      }
      if (!parser.currentName().equals("include_usage")) {
        skipValue();
        continue;
      }
      once("include_usage");
      token = parser.nextToken();
      if (token != VALUE_TRUE && token != VALUE_FALSE && token != VALUE_NULL) {
        throw wrongType("stream_options.include_usage", "a boolean");
      }
      wantsUsage = token == VALUE_TRUE;
      includeUsage = Json.scalar(parser);
    }
    streamOptions = new Span(start, (int) parser.currentLocation().getByteOffset());
  }

  private void readIncludeCost() {
    once("include_cost");
    var token = parser.nextToken();
    if (token != VALUE_TRUE && token != VALUE_FALSE && token != VALUE_NULL) {
      throw wrongType("stream_options.include_cost", "a boolean");
    }
    cost = token == VALUE_TRUE ? CostAsked.YES : CostAsked.DECLINED;
  }

  private void readFormat() {
    if (parser.nextToken() != START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == PROPERTY_NAME) {
      boolean type = parser.currentName().equals("type");
      boolean text = parser.nextToken() == VALUE_STRING;
      if (type && text) wantsSchema = parser.getString().equals("json_schema");
      parser.skipChildren();
    }
  }

  private void readMessages() {
    if (operation != Operation.CHAT) {
      skipValue();
      return;
    }
    once("messages");
    if (parser.nextToken() != START_ARRAY) throw wrongType("messages", "an array of messages");
    for (int i = 0; ; i++) {
      var token = parser.nextToken();
      if (token == END_ARRAY) break;
      if (token != START_OBJECT) throw wrongType("messages[" + i + "]", "an object");
      readMessage(i);
      hasContent = true;
    }
    if (!hasContent) {
      throw invalid("'messages' is empty: at least one message is needed.", "messages");
    }
  }

  private void readMessage(int index) {
    boolean fromUser = false;
    boolean hasRole = false;
    Span text = null;
    while (parser.nextToken() == PROPERTY_NAME) {
      var name = parser.currentName();
      if (name.equals("role")) {
        if (parser.nextToken() != VALUE_STRING) {
          throw wrongType("messages[" + index + "].role", "a string");
        }
        hasRole = true;
        fromUser = parser.getString().equals("user");
      } else if (name.equals("content")) {
        text = readContent(index);
      } else {
        skipValue();
      }
    }
    if (!hasRole) {
      var path = "messages[" + index + "].role";
      throw invalid("Missing required parameter: '" + path + "'.", path);
    }
    if (fromUser) userText = text;
  }

  private @Nullable Span readContent(int index) {
    var token = parser.nextToken();
    if (token == VALUE_STRING) return Json.scalar(parser);
    if (token == VALUE_NULL) return null;
    if (token != START_ARRAY) {
      throw wrongType("messages[" + index + "].content", "a string or an array of parts");
    }
    Span text = null;
    while ((token = parser.nextToken()) != END_ARRAY) {
      if (token != START_OBJECT) {
        throw wrongType("messages[" + index + "].content", "a string or an array of parts");
      }
      while (parser.nextToken() == PROPERTY_NAME) {
        boolean isText = parser.currentName().equals("text");
        if (parser.nextToken() == VALUE_STRING && isText) text = Json.scalar(parser);
        else parser.skipChildren();
      }
    }
    return text;
  }

  /// Reads `prompt` or `input`: a string, strings, tokens or arrays of tokens.
  private void readText(String name) {
    if (!name.equals(CONTENT.get(operation))) {
      skipValue();
      return;
    }
    once(name);
    var token = parser.nextToken();
    if (token == VALUE_STRING) {
      userText = Json.scalar(parser);
    } else if (token == START_ARRAY) {
      readTexts(name);
    } else {
      throw wrongType(name, "a string or an array");
    }
    hasContent = true;
  }

  private void readTexts(String name) {
    boolean empty = true;
    for (JsonToken token; (token = parser.nextToken()) != END_ARRAY; empty = false) {
      if (token == VALUE_STRING) userText = Json.scalar(parser);
      else if (token == START_ARRAY) readTokens(name);
      else if (token != VALUE_NUMBER_INT) throw wrongType(name, "strings or tokens");
    }
    if (empty) throw invalid("'" + name + "' is an empty array.", name);
  }

  private void readTokens(String name) {
    for (JsonToken token; (token = parser.nextToken()) != END_ARRAY; ) {
      if (token != VALUE_NUMBER_INT) throw wrongType(name, "strings or tokens");
    }
  }

  private void skipValue() {
    parser.nextToken();
    parser.skipChildren();
  }

  /// Rejects a name that is given twice: the provider may read the other value.
  private void once(String name) {
    if (!seen.add(name)) throw invalid("'" + name + "' is given twice.", name);
  }
}
