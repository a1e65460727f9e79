package io.llmcallgateway.dialect.responses.request;

import static io.llmcallgateway.dialect.support.RequestBodyParser.invalid;
import static io.llmcallgateway.dialect.support.RequestBodyParser.wrongType;

import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads functions and the tool choice.
final class ToolReader {
  private ToolReader() {}

  static Tool.Function function(String name, ObjectNode tool, Extras extras) {
    var schema = JsonNodes.object(tool, "parameters");
    var strict = JsonNodes.flag(tool, "strict");
    if (strict == null && schema != null && holdsStrictly(schema)) strict = true;
    return new Tool.Function(
        name, JsonNodes.text(tool, "description"), schema, strict, null, extras);
  }

  /// True if a schema can be strict, that is, requires all members and allows no others. Functions
  /// are strict by default here; OpenAI takes a schema that cannot be strict as it is.
  private static boolean holdsStrictly(JsonNode schema) {
    if (schema.has("properties")) {
      if (!Boolean.FALSE.equals(JsonNodes.flag(schema, "additionalProperties"))) return false;
      var required = new ArrayList<String>();
      for (var name : schema.path("required")) required.add(name.asString(""));
      for (var member : schema.path("properties").properties()) {
        if (!required.contains(member.getKey())) return false;
        if (!holdsStrictly(member.getValue())) return false;
      }
    }
    return !schema.has("items") || holdsStrictly(schema.path("items"));
  }

  static @Nullable ToolChoice choice(JsonNode choice, ClientTools tools) {
    if (choice.isNull() || choice.isMissingNode()) return null;
    if (choice.isString()) {
      return switch (choice.asString()) {
        case "auto" -> new ToolChoice.Auto();
        case "none" -> new ToolChoice.None();
        case "required" -> new ToolChoice.Required();
        default ->
            throw invalid(
                "Invalid value: '"
                    + choice.asString()
                    + "'. Supported values are: 'none', 'auto', and 'required'.",
                "tool_choice");
      };
    }
    if (!choice.isObject()) throw wrongType("tool_choice", "a string or an object");
    var type = JsonNodes.text(choice, "type", "");
    if (type.equals("allowed_tools")) {
      var names = new ArrayList<String>();
      for (var tool : choice.path("tools")) names.add(name(tool, tools));
      return new ToolChoice.Allowed(
          names, JsonNodes.text(choice, "mode", "auto").equals("required"));
    }
    return new ToolChoice.Named(name(choice, tools));
  }

  /// Returns a function's name; a built-in tool is named by its type.
  private static String name(JsonNode tool, ClientTools tools) {
    var name = JsonNodes.text(tool, "name");
    if (name == null) name = JsonNodes.text(tool.path("function"), "name");
    var type = JsonNodes.text(tool, "type", "");
    if (name == null && !type.equals(ClientTools.SEARCH)) return type;
    return tools.chosen(JsonNodes.text(tool, "namespace"), name == null ? type : name);
  }
}
