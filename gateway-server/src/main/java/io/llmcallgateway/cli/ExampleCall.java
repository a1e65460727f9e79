package io.llmcallgateway.cli;

import io.llmcallgateway.bootstrap.AllDialects;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.wire.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A small request in the format of a client API, to explain how the gateway would handle it.
///
/// @param door the client API
/// @param asked the requested features
/// @param own a request body to use instead; null for none
public record ExampleCall(Door door, String model, Asked asked, @Nullable Body own) {

  /// The client APIs.
  public enum Door {
    CHAT(DialectId.OPENAI, "/v1/chat/completions"),
    RESPONSES(DialectId.RESPONSES, "/v1/responses"),
    MESSAGES(DialectId.ANTHROPIC, "/v1/messages"),
    GEMINI(DialectId.GEMINI, "/v1beta/models/{model}:generateContent"),
    BEDROCK(DialectId.BEDROCK, "/model/{model}/converse"),
    COHERE(DialectId.COHERE, "/v2/chat");

    private final DialectId dialect;
    private final String path;

    Door(DialectId dialect, String path) {
      this.dialect = dialect;
      this.path = path;
    }

    String path() {
      return path;
    }

    boolean speaks(String name) {
      return dialect.text().equals(name);
    }

    public Dialect of(AllDialects dialects) {
      return dialects.client(dialect);
    }
  }

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

  private static final String SCHEMA =
      """
      {"type":"object","properties":{"city":{"type":"string"}},"required":["city"],
       "additionalProperties":false}\
      """;

  Inbound inbound() {
    var place =
        switch (door) {
          case GEMINI, BEDROCK -> new UrlParameters(model, asked.stream(), Map.of());
          case CHAT, RESPONSES, MESSAGES, COHERE -> UrlParameters.NONE;
        };
    return new Inbound(
        CallId.next(InstantSource.system(), new Random()),
        Operation.CHAT,
        place,
        Headers.NONE,
        own == null ? Body.of(Json.MAPPER.writeValueAsBytes(body())) : own(own),
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

  private ObjectNode body() {
    return switch (door) {
      case CHAT -> chat();
      case RESPONSES -> responses();
      case MESSAGES -> messages();
      case GEMINI -> gemini();
      case BEDROCK -> bedrock();
      case COHERE -> cohere();
    };
  }

  private ObjectNode chat() {
    var body = named();
    body.set("messages", json("[{\"role\":\"user\",\"content\":\"hi\"}]"));
    if (asked.tools()) body.set("tools", json("[{\"type\":\"function\",\"function\":%s}]", tool()));
    if (asked.thinking()) body.put("reasoning_effort", "medium");
    if (asked.schema()) {
      body.set(
          "response_format",
          json(
              "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"place\",\"schema\":%s}}",
              SCHEMA));
    }
    return body;
  }

  private ObjectNode responses() {
    var body = named().put("input", "hi").put("store", false);
    if (asked.tools()) {
      var tool = (ObjectNode) json(tool());
      body.set("tools", Json.MAPPER.createArrayNode().add(tool.put("type", "function")));
    }
    if (asked.thinking()) body.set("reasoning", json("{\"effort\":\"medium\"}"));
    if (asked.schema()) {
      body.set(
          "text",
          json("{\"format\":{\"type\":\"json_schema\",\"name\":\"place\",\"schema\":%s}}", SCHEMA));
    }
    return body;
  }

  private ObjectNode messages() {
    var body = named().put("max_tokens", 4_096);
    body.set("messages", json("[{\"role\":\"user\",\"content\":\"hi\"}]"));
    if (asked.tools()) {
      body.set("tools", json("[{\"name\":\"weather\",\"input_schema\":%s}]", SCHEMA));
    }
    if (asked.thinking()) {
      body.set("thinking", json("{\"type\":\"enabled\",\"budget_tokens\":2048}"));
    }
    if (asked.schema()) {
      body.set(
          "output_config", json("{\"format\":{\"type\":\"json_schema\",\"schema\":%s}}", SCHEMA));
    }
    return body;
  }

  private ObjectNode gemini() {
    var body = Json.MAPPER.createObjectNode();
    body.set("contents", json("[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]"));
    if (asked.tools()) {
      body.set(
          "tools",
          json(
              "[{\"functionDeclarations\":[{\"name\":\"weather\",\"parametersJsonSchema\":%s}]}]",
              SCHEMA));
    }
    var config = Json.MAPPER.createObjectNode();
    if (asked.thinking()) config.set("thinkingConfig", json("{\"thinkingBudget\":2048}"));
    if (asked.schema()) {
      config.put("responseMimeType", "application/json");
      config.set("responseJsonSchema", json(SCHEMA));
    }
    if (!config.isEmpty()) body.set("generationConfig", config);
    return body;
  }

  private ObjectNode bedrock() {
    var body = Json.MAPPER.createObjectNode();
    body.set("messages", json("[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]"));
    if (asked.tools()) {
      body.set(
          "toolConfig",
          json(
              "{\"tools\":[{\"toolSpec\":{\"name\":\"weather\",\"inputSchema\":{\"json\":%s}}}]}",
              SCHEMA));
    }
    if (asked.thinking()) {
      body.set(
          "additionalModelRequestFields",
          json("{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}}"));
    }
    return body;
  }

  private ObjectNode cohere() {
    var body = named();
    body.set("messages", json("[{\"role\":\"user\",\"content\":\"hi\"}]"));
    if (asked.tools()) body.set("tools", json("[{\"type\":\"function\",\"function\":%s}]", tool()));
    if (asked.thinking()) body.set("thinking", json("{\"type\":\"enabled\"}"));
    if (asked.schema()) {
      body.set("response_format", json("{\"type\":\"json_object\",\"json_schema\":%s}", SCHEMA));
    }
    return body;
  }

  private ObjectNode named() {
    var body = Json.MAPPER.createObjectNode().put("model", model);
    if (asked.stream()) body.put("stream", true);
    return body;
  }

  private static String tool() {
    return "{\"name\":\"weather\",\"parameters\":" + SCHEMA + "}";
  }

  private static JsonNode json(String text, String... parts) {
    var whole = text;
    for (var part : List.of(parts)) whole = whole.replace("%s", part);
    return Json.MAPPER.readTree(whole);
  }
}
