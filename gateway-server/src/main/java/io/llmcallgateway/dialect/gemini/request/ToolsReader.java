package io.llmcallgateway.dialect.gemini.request;

import io.llmcallgateway.dialect.gemini.content.GeminiPart;
import io.llmcallgateway.dialect.gemini.content.ProtoJson;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads `tools` and `toolConfig`.
final class ToolsReader {
  private ToolsReader() {}

  /// Reads the tools. One entry may have functions and Google's own tools side by side.
  static void read(List<JsonNode> tools, ChatRequest.Builder request) {
    for (var tool : tools) {
      for (var member : tool.properties()) {
        var name = ProtoJson.camel(member.getKey());
        if (member.getValue().isNull()) continue;
        if (name.equals("functionDeclarations")) {
          for (var function : ProtoJson.list(tool, name)) request.tools.add(function(function));
        } else {
          var node = Json.MAPPER.createObjectNode();
          node.set(name, member.getValue());
          request.tools.add(new Tool.Foreign(GeminiPart.DIALECT, name, node));
        }
      }
    }
  }

  private static Tool.Function function(JsonNode function) {
    var extras = new LinkedHashMap<String, JsonNode>();
    for (var member : function.properties()) {
      var name = ProtoJson.camel(member.getKey());
      switch (name) {
        case "name", "description", "parameters", "parametersJsonSchema" -> {}
        default -> extras.put(name, member.getValue());
      }
    }
    return new Tool.Function(
        ProtoJson.get(function, "name").asString(""),
        ProtoJson.text(function, "description"),
        schema(function, "parametersJsonSchema", "parameters"),
        null,
        null,
        extras.isEmpty() ? Extras.NONE : new Extras(GeminiPart.DIALECT, extras));
  }

  /// Returns a JSON Schema: the member `json`, or else the member `own`, Google's kind, converted.
  static @Nullable JsonNode schema(JsonNode holder, String json, String own) {
    var schema = ProtoJson.get(holder, json);
    if (!schema.isMissingNode()) return schema;
    schema = ProtoJson.get(holder, own);
    return schema.isMissingNode() ? null : SchemaConverter.toJsonSchema(schema);
  }

  /// Reads the tool choice; all other members become extras.
  static void readConfig(ObjectNode toolConfig, ChatRequest.Builder request) {
    var calling = ProtoJson.object(toolConfig, "functionCallingConfig");
    var rest = toolConfig.deepCopy();
    rest.remove("functionCallingConfig");
    rest.remove("function_calling_config");
    if (calling != null) {
      var names = new ArrayList<String>();
      for (var name : ProtoJson.list(calling, "allowedFunctionNames")) names.add(name.asString(""));
      var mode = ProtoJson.get(calling, "mode").asString("").toUpperCase(Locale.ROOT);
      request.toolChoice = choice(mode, names);
      var kept = Json.MAPPER.createObjectNode();
      for (var member : calling.properties()) {
        switch (ProtoJson.camel(member.getKey())) {
          case "allowedFunctionNames" -> {}
          case "mode" -> {
            // calls that follow their schemas: no other format has this mode
            if (mode.equals("VALIDATED")) kept.put("mode", mode);
          }
          default -> kept.set(ProtoJson.camel(member.getKey()), member.getValue());
        }
      }
      if (!kept.isEmpty()) rest.set("functionCallingConfig", kept);
    }
    if (!rest.isEmpty()) request.extras.put("toolConfig", rest);
  }

  private static @Nullable ToolChoice choice(String mode, List<String> names) {
    return switch (mode) {
      case "AUTO" -> new ToolChoice.Auto();
      case "NONE" -> new ToolChoice.None();
      case "ANY" ->
          switch (names.size()) {
            case 0 -> new ToolChoice.Required();
            case 1 -> new ToolChoice.Named(names.getFirst());
            default -> new ToolChoice.Allowed(names, true);
          };
      case "VALIDATED" ->
          names.isEmpty() ? new ToolChoice.Auto() : new ToolChoice.Allowed(names, false);
      default -> null;
    };
  }
}
