package io.llmcallgateway.cli;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRulesBuilder;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Traits;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.wire.Json;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A small request in the format of a client API, to explain how the gateway would handle it. The
/// format itself writes it, as it writes requests to providers.
///
/// @param format one that clients speak
/// @param asked the requested features
/// @param own a request body to use instead; null for none
record ExampleCall(DialectModule format, String model, Asked asked, @Nullable Body own) {

  /// The features of a request.
  record Asked(boolean stream, boolean tools, boolean thinking, boolean schema, boolean strict) {
    String text() {
      var words = new StringBuilder(stream ? "streamed" : "plain");
      if (tools) words.append(", with tools");
      if (thinking) words.append(", with thinking");
      if (schema) words.append(", with a JSON schema");
      if (strict) words.append(", strict");
      return words.toString();
    }
  }

  private static final JsonNode SCHEMA =
      Json.MAPPER.readTree(
          """
          {"type":"object","properties":{"city":{"type":"string"}},"required":["city"],
           "additionalProperties":false}\
          """);

  /// The client's side of the format.
  Dialect client() {
    return Objects.requireNonNull(format.client());
  }

  /// The path of the client API, with `{model}` where it holds the model's name.
  String path() {
    return Objects.requireNonNull(format.clientPaths().of(Operation.CHAT, asked.stream()));
  }

  Inbound inbound() {
    boolean inPath = path().contains("{model}");
    return new Inbound(
        CallId.next(InstantSource.system(), new Random()),
        Operation.CHAT,
        inPath ? new UrlParameters(model, asked.stream(), Map.of()) : UrlParameters.NONE,
        Headers.NONE,
        own == null ? example() : own(own),
        null,
        asked.strict(),
        System.nanoTime());
  }

  /// Returns the given body with the model to explain.
  private Body own(Body given) {
    var tree = Json.MAPPER.readTree(given.toByteArray());
    if (!(tree instanceof ObjectNode object) || !object.has("model")) return given;
    return Body.of(Json.MAPPER.writeValueAsBytes(object.put("model", model)));
  }

  private Body example() {
    var request = ChatRequest.of(model);
    request.messages.add(Message.of(Message.Role.USER, "hi"));
    request.stream = asked.stream();
    if (asked.tools()) {
      request.tools.add(new Tool.Function("weather", null, SCHEMA, null, null, Extras.NONE));
    }
    if (asked.thinking()) request.reasoning = ReasoningOptions.of(Effort.LOW);
    if (asked.schema()) request.format = new OutputFormat.JsonSchema("place", null, SCHEMA, null);
    var rules = ModelRulesBuilder.of(Set.of(), Traits.ALL);
    rules.reasoning = format.reasoning();
    var target = new TargetModel(format.id().text(), model, rules.build(), asked.stream());
    var losses = new Losses(false, model);
    return format.target().writeRequest(request.build(), target, losses).body();
  }
}
