package io.llmcallgateway.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Lines of gateway.yaml by the paths of its values, for problems that are found after it was read.
///
/// @param lines of what stands under `providers:` and `models:`
public record SourceLines(Map<String, Integer> lines) {
  public SourceLines {
    lines = Map.copyOf(lines);
  }

  static SourceLines of(Map<String, YamlValue> yaml) {
    var lines = new HashMap<String, Integer>();
    for (var section : List.of("providers", "models")) {
      var value = yaml.get(section);
      if (value != null) add(value, lines);
    }
    return new SourceLines(lines);
  }

  private static void add(YamlValue value, Map<String, Integer> lines) {
    lines.put(value.path(), value.line());
    if (value.node() instanceof MappingNode) {
      for (var member : value.members().values()) add(member, lines);
    } else if (value.node() instanceof SequenceNode) {
      for (var item : value.items()) add(item, lines);
    }
  }

  /// A problem with the line of its path. A path that is not written there, such as the `model` of
  /// a target that is a single word, is cut to the nearest one that is; the name of a variable has
  /// no line.
  public Problem problem(String path, String message) {
    var at = path;
    while (!lines.containsKey(at)) {
      int end = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
      if (end < 0) return new Problem(path, message);
      at = at.substring(0, end);
    }
    return new Problem(at, message + " (line " + lines.get(at) + ")");
  }
}
