package io.llmcallgateway.dialect.openai.content;

import io.llmcallgateway.dialect.support.CustomToolInput;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolForm;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes tools of type `custom`, whose input is free text or follows a grammar, and
/// their calls.
public final class CustomTools {
  private CustomTools() {}

  public static Tool.Function read(ObjectNode custom, JsonNode tool, String path) {
    var name = JsonNodes.text(custom, "name");
    if (name == null || name.isEmpty()) {
      throw TypedMembers.value(
          path + ".custom.name", "Missing required parameter: '" + path + ".custom.name'.");
    }
    var description = JsonNodes.text(custom, "description");
    var format = flat(custom.get("format"));
    return new Tool.Function(
        name,
        CustomToolInput.description(description, format),
        CustomToolInput.schema(),
        null,
        CommonMembers.cacheMark(tool),
        Extras.NONE,
        new ToolForm(ToolForm.Kind.CUSTOM, name, null, description, format));
  }

  /// Returns the names of the request's custom tools.
  public static Set<String> names(ChatRequest request) {
    var names = new HashSet<String>(0);
    for (var tool : request.functions()) if (tool.custom()) names.add(tool.name());
    return names;
  }

  /// Returns the format as the Responses API has it, where the grammar is not an object of its own.
  private static @Nullable JsonNode flat(@Nullable JsonNode format) {
    if (format == null || !(format.path("grammar") instanceof ObjectNode grammar)) return format;
    return Json.MAPPER.createObjectNode().put("type", "grammar").setAll(grammar.deepCopy());
  }

  private static JsonNode nested(JsonNode format) {
    if (!(format instanceof ObjectNode flat) || !format.has("definition")) return format;
    var nested = Json.MAPPER.createObjectNode().put("type", "grammar");
    var grammar = nested.putObject("grammar");
    for (var name : new String[] {"definition", "syntax"}) {
      if (flat.has(name)) grammar.set(name, flat.path(name));
    }
    return nested;
  }

  public static void write(Tool.Function tool, ToolForm form, ObjectNode node) {
    var custom = node.put("type", "custom").putObject("custom").put("name", tool.name());
    if (form.description() != null) custom.put("description", form.description());
    if (form.format() != null) custom.set("format", nested(form.format()));
  }

  /// Writes the members of a call.
  public static void writeCall(String name, String arguments, ObjectNode node) {
    node.put("type", "custom")
        .putObject("custom")
        .put("name", name)
        .put("input", CustomToolInput.unwrap(arguments));
  }
}
