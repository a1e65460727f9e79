package io.llmcallgateway.dialect.responses.request;

import static io.llmcallgateway.dialect.support.RequestBodyParser.invalid;
import static io.llmcallgateway.dialect.support.RequestBodyParser.wrongType;

import io.llmcallgateway.dialect.responses.content.TypedMembers;
import io.llmcallgateway.dialect.support.CustomToolInput;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolForm;
import io.llmcallgateway.model.chat.ToolForm.Kind;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The tools of a client's request from all its places: `tools`, `additional_tools` in the input,
/// and results of its search. Tools in a namespace, custom tools and the client's own search become
/// functions with unique names. Names are given in the order in which tools appear, so that a
/// conversation that continues keeps its names.
public final class ClientTools {
  static final String SEARCH = "tool_search";
  private static final Set<String> FUNCTION =
      Set.of("type", "name", "description", "parameters", "strict");

  private static final List<String> MARKS =
      List.of(
          "\"custom\"",
          "\"namespace\"",
          "\"tool_search\"",
          "\"additional_tools\"",
          "\"custom_tool_call",
          "\"tool_search_");

  private final List<Tool> tools = new ArrayList<>();
  private final Map<Key, String> names = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private boolean hosted;

  private record Key(Kind kind, @Nullable String namespace, String name) {}

  private ClientTools() {}

  static ClientTools of(JsonNode request) {
    var all = new ClientTools();
    all.add(request.path("tools"), "tools");
    int at = 0;
    for (var item : request.path("input")) {
      var path = "input[" + at++ + "].tools";
      switch (JsonNodes.text(item, "type", "")) {
        case "additional_tools", "tool_search_output" -> all.add(item.path("tools"), path);
        default -> {}
      }
    }
    return all;
  }

  /// True if a request may have tools that are no plain functions. A text that looks so costs a
  /// translation.
  public static boolean areIn(Body body) {
    return body.holdsAny(MARKS);
  }

  List<Tool> tools() {
    return tools;
  }

  private void add(JsonNode given, String path) {
    if (given.isNull() || given.isMissingNode()) return;
    if (!given.isArray()) throw wrongType(path, "an array of tools");
    for (var each : given) hosted |= isHostedSearch(each);
    int at = 0;
    for (var each : given) add(each, null, path + "[" + at++ + "]");
  }

  private static boolean isHostedSearch(JsonNode tool) {
    return JsonNodes.text(tool, "type", "").equals(SEARCH) && !isClients(tool);
  }

  private static boolean isClients(JsonNode holder) {
    return JsonNodes.text(holder, "execution", "server").equals("client");
  }

  private void add(JsonNode each, @Nullable String namespace, String path) {
    if (!(each instanceof ObjectNode tool)) throw wrongType(path, "an object");
    var type = JsonNodes.text(tool, "type");
    if (type == null) {
      throw invalid("Missing required parameter: '" + path + ".type'.", path + ".type");
    }
    switch (type) {
      case "function" -> addFunction(tool, namespace, path);
      case "custom" -> addCustom(tool, namespace, path);
      case "namespace" -> {
        var name = required(tool, path);
        int at = 0;
        for (var inner : tool.path("tools")) add(inner, name, path + ".tools[" + at++ + "]");
      }
      case SEARCH -> {
        if (isClients(tool)) addSearch(tool);
        else tools.add(new Tool.Foreign(TypedMembers.DIALECT, type, tool));
      }
      default -> tools.add(new Tool.Foreign(TypedMembers.DIALECT, type, tool));
    }
  }

  private static String required(ObjectNode tool, String path) {
    var name = JsonNodes.text(tool, "name");
    if (name != null) return name;
    throw invalid("Missing required parameter: '" + path + ".name'.", path + ".name");
  }

  private void addFunction(ObjectNode tool, @Nullable String namespace, String path) {
    var name = required(tool, path);
    var unique = claim(new Key(Kind.FUNCTION, namespace, name));
    if (unique == null) return;
    var plain = tool;
    if (!hosted && tool.has("defer_loading")) {
      plain = tool.deepCopy();
      plain.remove("defer_loading"); // the client has loaded it already
    }
    var function = ToolReader.function(unique, plain, TypedMembers.others(plain, FUNCTION));
    boolean own = namespace == null && unique.equals(name);
    if (own) tools.add(function);
    else tools.add(formed(function, new ToolForm(Kind.FUNCTION, name, namespace, null, null)));
  }

  private static Tool.Function formed(Tool.Function it, ToolForm form) {
    return new Tool.Function(
        it.name(), it.description(), it.schema(), it.strict(), it.cache(), it.extras(), form);
  }

  private void addCustom(ObjectNode tool, @Nullable String namespace, String path) {
    var name = required(tool, path);
    var unique = claim(new Key(Kind.CUSTOM, namespace, name));
    if (unique == null) return;
    var description = JsonNodes.text(tool, "description");
    var format = tool.get("format");
    tools.add(
        new Tool.Function(
            unique,
            CustomToolInput.description(description, format),
            CustomToolInput.schema(),
            null,
            null,
            Extras.NONE,
            new ToolForm(Kind.CUSTOM, name, namespace, description, format)));
  }

  private void addSearch(ObjectNode tool) {
    var unique = claim(new Key(Kind.SEARCH, null, SEARCH));
    if (unique == null) return;
    var plain = Json.MAPPER.createObjectNode().setAll(tool);
    tools.add(
        formed(
            ToolReader.function(unique, plain, Extras.NONE),
            new ToolForm(Kind.SEARCH, SEARCH, null, null, null)));
  }

  /// Returns a unique name for a tool, or null if the tool is known already.
  private @Nullable String claim(Key key) {
    if (names.containsKey(key)) return null;
    var name = joined(key.namespace(), key.name());
    if (!taken.add(name)) {
      name = other(key, name);
      taken.add(name);
    }
    names.put(key, name);
    return name;
  }

  private static String joined(@Nullable String namespace, String name) {
    if (namespace == null || namespace.isEmpty()) return name;
    return namespace.endsWith("__") ? namespace + name : namespace + "__" + name;
  }

  private String other(Key key, String name) {
    var word = key.kind().name().toLowerCase(java.util.Locale.ROOT);
    var other = name + "_" + word;
    for (int n = 2; taken.contains(other); n++) other = name + "_" + word + n;
    return other;
  }

  /// Returns the function's name of a tool that an item of the input names.
  String name(Kind kind, @Nullable String namespace, String name) {
    var known = names.get(new Key(kind, namespace, name));
    return known == null ? joined(namespace, name) : known;
  }

  /// Returns the function's name of a tool that the client chose.
  String chosen(@Nullable String namespace, String name) {
    for (var kind : Kind.values()) {
      var known = names.get(new Key(kind, namespace, name));
      if (known != null) return known;
    }
    if (namespace != null) return joined(namespace, name);
    for (var entry : names.entrySet()) {
      if (entry.getKey().name().equals(name)) return entry.getValue();
    }
    return name;
  }

  /// Returns the result of a search as text.
  String found(JsonNode tools) {
    var text = new StringBuilder();
    found(tools, null, text);
    if (text.isEmpty()) return "No tools were found.";
    return "These tools were found and can be called now:" + text;
  }

  private void found(JsonNode tools, @Nullable String namespace, StringBuilder text) {
    for (var tool : tools) {
      var name = JsonNodes.text(tool, "name", "");
      var type = JsonNodes.text(tool, "type", "");
      if (type.equals("namespace")) {
        found(tool.path("tools"), name, text);
        continue;
      }
      var kind = type.equals("custom") ? Kind.CUSTOM : Kind.FUNCTION;
      text.append("\n- ").append(name(kind, namespace, name));
      var description = JsonNodes.text(tool, "description", "");
      if (!description.isEmpty()) text.append(": ").append(description);
    }
  }
}
