package io.llmcallgateway.dialect.bedrock.request;

import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.bedrock.content.BlockReader;
import io.llmcallgateway.dialect.bedrock.content.CachePoints;
import io.llmcallgateway.dialect.bedrock.content.RequestErrors;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a client's Converse request.
public final class RequestReader {
  private final ChatRequest.Builder request;

  private RequestReader(String model) {
    request = ChatRequest.of(model).extrasOf(DialectId.BEDROCK.text());
  }

  public static ChatRequest read(Inbound in, Facts facts) {
    try {
      if (!(Json.EXACT.readTree(in.body().toByteArray()) instanceof ObjectNode root)) {
        throw RequestErrors.body("The request body must be a JSON object.");
      }
      var reader = new RequestReader(facts.model());
      reader.request.stream = facts.stream();
      boolean count = in.operation() == Operation.COUNT_TOKENS;
      reader.readAll(count ? TokenCountCodec.asked(root) : root);
      return reader.request.build();
    } catch (JacksonException e) {
      throw RequestErrors.body(
          "The request body is not valid JSON: " + e.getOriginalMessage() + ".", e);
    }
  }

  private void readAll(ObjectNode root) {
    // The instructions go before the turns, wherever the body has them.
    if (root.path("system").isArray()) readSystem(root.path("system"));
    for (var member : root.properties()) {
      var value = member.getValue();
      switch (member.getKey()) {
        case "system" -> {}
        case "messages" -> readMessages(value);
        case "inferenceConfig" -> readInference(value);
        case "toolConfig" -> readTools(value);
        case "requestMetadata" -> readMetadata(value);
        case "serviceTier" -> request.serviceTier = JsonNodes.text(value, "type");
        case "outputConfig" -> readOutput(value);
        case "additionalModelRequestFields" -> {
          if (value instanceof ObjectNode fields) ModelFieldsReader.read(fields, request);
        }
        default -> request.extras.put(member.getKey(), value);
      }
    }
    request.unread = KnownMembers.SHAPE.unread(root);
  }

  private void readSystem(JsonNode blocks) {
    if (blocks.isEmpty()) return;
    request.messages.add(Message.of(Role.SYSTEM, BlockReader.ofRequest().read(blocks, "system")));
  }

  private void readMessages(JsonNode messages) {
    if (!messages.isArray()) throw RequestErrors.member("messages", "must be an array");
    int index = 0;
    for (var message : messages) {
      var path = "messages[" + index++ + "]";
      var content = message.path("content");
      if (!content.isArray()) throw RequestErrors.member(path + ".content", "must be an array");
      var parts = BlockReader.ofRequest().read(content, path + ".content");
      var role = JsonNodes.text(message, "role");
      if ("assistant".equals(role)) request.messages.add(Message.of(Role.ASSISTANT, parts));
      else if ("user".equals(role)) addUser(parts);
      else throw RequestErrors.member(path + ".role", "must be 'user' or 'assistant'");
    }
  }

  /// Tool results stand in a user's turn here, in messages of their own elsewhere.
  private void addUser(List<Part> parts) {
    var run = new ArrayList<Part>();
    boolean results = false;
    for (var part : parts) {
      boolean result = part instanceof Part.ToolResult;
      if (result != results && !run.isEmpty()) {
        request.messages.add(Message.of(results ? Role.TOOL : Role.USER, run));
        run.clear();
      }
      results = result;
      run.add(part);
    }
    if (!run.isEmpty()) request.messages.add(Message.of(results ? Role.TOOL : Role.USER, run));
  }

  private void readInference(JsonNode config) {
    request.maxTokens = JsonNodes.whole(config, "maxTokens");
    var temperature = JsonNodes.decimal(config, "temperature");
    var topP = JsonNodes.decimal(config, "topP");
    request.sampling = SamplingBuilder.with(request.sampling, temperature, topP);
    for (var stop : config.path("stopSequences")) {
      if (stop.isString()) request.stop.add(stop.asString());
    }
  }

  private void readTools(JsonNode config) {
    int index = 0;
    for (var tool : config.path("tools")) {
      var path = "toolConfig.tools[" + index++ + "]";
      if (!(tool instanceof ObjectNode object))
        throw RequestErrors.member(path, "must be an object");
      readTool(object, path);
    }
    var choice = config.path("toolChoice");
    var named = JsonNodes.object(choice, "tool");
    if (named != null) {
      request.toolChoice = new ToolChoice.Named(JsonNodes.text(named, "name", ""));
    } else if (choice.has("any")) {
      request.toolChoice = new ToolChoice.Required();
    } else if (choice.has("auto")) {
      request.toolChoice = new ToolChoice.Auto();
    }
  }

  private void readTool(ObjectNode tool, String path) {
    var spec = JsonNodes.object(tool, "toolSpec");
    if (spec != null) {
      var name = JsonNodes.text(spec, "name");
      if (name == null) throw RequestErrors.member(path + ".toolSpec.name", "is missing");
      request.tools.add(
          new Tool.Function(
              name,
              JsonNodes.text(spec, "description"),
              JsonNodes.object(spec.path("inputSchema"), "json"),
              JsonNodes.flag(spec, "strict"),
              null,
              Extras.NONE));
      return;
    }
    var cache = CachePoints.read(tool);
    if (cache != null
        && !request.tools.isEmpty()
        && request.tools.getLast() instanceof Tool.Function function) {
      request.tools.removeLast();
      request.tools.add(function.with(cache));
      return;
    }
    var names = tool.propertyNames();
    var type = names.isEmpty() ? "unknown" : names.iterator().next();
    request.tools.add(new Tool.Foreign(DialectId.BEDROCK.text(), type, tool));
  }

  private void readMetadata(JsonNode metadata) {
    for (var member : metadata.properties()) {
      var value = member.getValue();
      if (value.isString()) request.metadata.put(member.getKey(), value.asString());
    }
  }

  private void readOutput(JsonNode config) {
    var schema = JsonNodes.object(config.path("textFormat").path("structure"), "jsonSchema");
    if (schema == null) {
      request.extras.put("outputConfig", config);
      return;
    }
    request.format =
        new OutputFormat.JsonSchema(
            JsonNodes.text(schema, "name", "answer"),
            JsonNodes.text(schema, "description"),
            schemaIn(schema.path("schema")),
            null);
  }

  /// The schema is a string of JSON here.
  private static JsonNode schemaIn(JsonNode member) {
    var schema = member.isString() ? parsed(member.asString()) : member;
    if (schema == null || !schema.isObject()) {
      throw RequestErrors.member(
          "outputConfig.textFormat.structure.jsonSchema.schema",
          "must be a string that holds a JSON Schema");
    }
    return schema;
  }

  private static @Nullable JsonNode parsed(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JacksonException _) {
      return null; // told by the caller
    }
  }
}
