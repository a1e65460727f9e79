package io.llmcallgateway.dialect.gemini.stream;

import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Assembles a call whose arguments come value by value, each with its JSON path, as Vertex AI
/// streams them with `streamFunctionCallArguments`.
final class FunctionCallAssembler {
  private static final int MOST_ELEMENTS = 10_000;

  final String id;
  final String name;
  final @Nullable Signature signature;
  private final ObjectNode arguments;
  private @Nullable String openPath;
  private final StringBuilder openText = new StringBuilder();

  FunctionCallAssembler(String id, String name, @Nullable Signature signature, JsonNode args) {
    this.id = id;
    this.name = name;
    this.signature = signature;
    arguments =
        args instanceof ObjectNode object ? object.deepCopy() : Json.MAPPER.createObjectNode();
  }

  /// Adds the values of one chunk.
  void add(JsonNode partialArgs) {
    for (var partial : partialArgs) {
      var path = JsonNodes.text(partial, "jsonPath", "");
      var text = JsonNodes.text(partial, "stringValue");
      if (text != null) {
        if (!path.equals(openPath)) {
          closeText();
          openPath = path;
        }
        openText.append(text);
        if (!Boolean.TRUE.equals(JsonNodes.flag(partial, "willContinue"))) closeText();
        continue;
      }
      closeText();
      for (var kind : new String[] {"numberValue", "boolValue", "nullValue"}) {
        if (!partial.has(kind)) continue;
        // null comes as the name of an enum constant
        var value =
            kind.equals("nullValue") ? Json.MAPPER.getNodeFactory().nullNode() : partial.get(kind);
        put(path, value);
      }
    }
  }

  private void closeText() {
    if (openPath == null) return;
    put(openPath, StringNode.valueOf(openText.toString()));
    openText.setLength(0);
    openPath = null;
  }

  /// Returns the JSON text of the arguments.
  String arguments() {
    closeText();
    return arguments.toString();
  }

  private void put(String path, JsonNode value) {
    var steps = steps(path);
    if (steps.isEmpty()) return;
    JsonNode at = arguments;
    for (int i = 0; i < steps.size(); i++) {
      boolean last = i == steps.size() - 1;
      var next = last ? value : fresh(steps.get(i + 1));
      var moved = step(at, steps.get(i), next, last);
      if (moved == null) return; // the path does not fit the values so far: skip it
      at = moved;
    }
  }

  private static JsonNode fresh(Object step) {
    return step instanceof Integer ? Json.MAPPER.createArrayNode() : Json.MAPPER.createObjectNode();
  }

  private static @Nullable JsonNode step(JsonNode at, Object step, JsonNode next, boolean last) {
    if (at instanceof ObjectNode object && step instanceof String name) {
      var known = object.get(name);
      if (known != null && !last && known.isContainer()) return known;
      object.set(name, next);
      return next;
    }
    if (at instanceof ArrayNode array && step instanceof Integer index) {
      if (index > MOST_ELEMENTS) return null;
      while (array.size() <= index) array.addNull();
      var known = array.get(index);
      if (!last && known.isContainer()) return known;
      array.set(index, next);
      return next;
    }
    return null;
  }

  /// Returns the names and indexes of a path such as `$.a.b[0]['c d']`; empty if it cannot be read.
  private static List<Object> steps(String path) {
    var steps = new ArrayList<Object>();
    int at = path.startsWith("$") ? 1 : 0;
    while (at < path.length()) {
      char c = path.charAt(at);
      if (c == '[') {
        int end = closing(path, at);
        if (end < 0) return List.of();
        var inner = path.substring(at + 1, end);
        boolean quoted = inner.startsWith("'") || inner.startsWith("\"");
        if (quoted && inner.length() >= 2) steps.add(inner.substring(1, inner.length() - 1));
        else if (inner.matches("\\d{1,9}")) steps.add(Integer.valueOf(inner));
        else return List.of();
        at = end + 1;
      } else {
        int start = c == '.' ? at + 1 : at;
        int end = start;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') end++;
        if (end == start) return List.of();
        steps.add(path.substring(start, end));
        at = end;
      }
    }
    return steps;
  }

  /// Returns the index of the bracket that closes the one at `open`. A quoted name may have
  /// brackets.
  private static int closing(String path, int open) {
    if (open + 1 >= path.length()) return -1;
    char quote = path.charAt(open + 1);
    if (quote != '\'' && quote != '"') return path.indexOf(']', open);
    int end = path.indexOf(quote + "]", open + 2);
    return end < 0 ? -1 : end + 1;
  }
}
