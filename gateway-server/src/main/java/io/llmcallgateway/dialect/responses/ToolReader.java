package io.llmcallgateway.dialect.responses;

import static io.llmcallgateway.dialect.RequestScan.invalid;
import static io.llmcallgateway.dialect.RequestScan.wrongType;

import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads tools and which of them may be called.
final class ToolReader {
  private static final Set<String> FUNCTION =
      Set.of("type", "name", "description", "parameters", "strict");

  private ToolReader() {}

  static List<Tool> tools(JsonNode tools) {
    if (tools.isNull() || tools.isMissingNode()) return List.of();
    if (!tools.isArray()) throw wrongType("tools", "an array of tools");
    var all = new ArrayList<Tool>(tools.size());
    int at = 0;
    for (var each : tools) {
      var path = "tools[" + at++ + "]";
      if (!(each instanceof ObjectNode tool)) throw wrongType(path, "an object");
      var type = Tree.text(tool, "type");
      if (type == null) {
        throw invalid("Missing required parameter: '" + path + ".type'.", path + ".type");
      }
      all.add(
          type.equals("function")
              ? function(tool, path)
              : new Tool.Foreign(ResponsesDialect.ID, type, tool));
    }
    return all;
  }

  private static Tool function(ObjectNode tool, String path) {
    var name = Tree.text(tool, "name");
    if (name == null) {
      throw invalid("Missing required parameter: '" + path + ".name'.", path + ".name");
    }
    var schema = Tree.object(tool, "parameters");
    var strict = Tree.flag(tool, "strict");
    if (strict == null && schema != null && holdsStrictly(schema)) strict = true;
    return new Tool.Function(
        name, Tree.text(tool, "description"), schema, strict, null, Members.others(tool, FUNCTION));
  }

  /// Here functions are strict unless the client says no; a schema that cannot be held to strictly
  /// (all members required, none besides) is taken as it is, as OpenAI does.
  private static boolean holdsStrictly(JsonNode schema) {
    if (schema.has("properties")) {
      if (!Boolean.FALSE.equals(Tree.flag(schema, "additionalProperties"))) return false;
      var required = new ArrayList<String>();
      for (var name : schema.path("required")) required.add(name.asString(""));
      for (var member : schema.path("properties").properties()) {
        if (!required.contains(member.getKey())) return false;
        if (!holdsStrictly(member.getValue())) return false;
      }
    }
    return !schema.has("items") || holdsStrictly(schema.path("items"));
  }

  static @Nullable ToolChoice choice(JsonNode choice) {
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
    var type = Tree.text(choice, "type", "");
    if (type.equals("allowed_tools")) {
      var names = new ArrayList<String>();
      for (var tool : choice.path("tools")) names.add(name(tool));
      return new ToolChoice.Allowed(names, Tree.text(choice, "mode", "auto").equals("required"));
    }
    return new ToolChoice.Named(name(choice));
  }

  /// A function's name; a built-in tool is named by its type.
  private static String name(JsonNode tool) {
    var name = Tree.text(tool, "name");
    if (name == null) name = Tree.text(tool.path("function"), "name");
    return name == null ? Tree.text(tool, "type", "") : name;
  }
}
