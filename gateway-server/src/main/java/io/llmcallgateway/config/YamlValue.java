package io.llmcallgateway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A value in gateway.yaml with its path. Reading it as another type notes a problem and throws no
/// exception.
record YamlValue(String path, Node node, VariableReferences references, ProblemList problems) {

  int line() {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  void problem(String message) {
    problems.add(path.isEmpty() ? YamlFile.NAME : path, message + " (line " + line() + ")");
  }

  boolean isNull() {
    return node.getTag().equals(Tag.NULL);
  }

  /// The text in the file with its references unresolved. Messages show this one, since a variable
  /// may hold a secret.
  String written() {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /// A scalar's text with its references resolved; null where there is none or it is no scalar.
  @Nullable String text() {
    if (isNull()) return null;
    if (node instanceof ScalarNode scalar) return references.resolve(scalar.getValue(), this);
    problem("must be a single value");
    return null;
  }

  /// A scalar's text with its references resolved; null where a problem was noted, as of an empty
  /// one.
  @Nullable String textNotEmpty() {
    int before = problems.size();
    var text = text();
    if (text != null && !text.isBlank()) return text.strip();
    if (problems.size() == before) problem("is empty");
    return null;
  }

  /// The items of a list; empty where it is no list.
  List<YamlValue> items() {
    var items = new ArrayList<YamlValue>();
    if (node instanceof SequenceNode sequence) {
      for (var item : sequence.getValue()) {
        items.add(new YamlValue(path + "[" + items.size() + "]", item, references, problems));
      }
    } else if (!isNull()) {
      problem("must be a list");
    }
    return items;
  }

  /// The items of a list, or the single value that stands for a list of one.
  List<YamlValue> itemsOrItself() {
    return node instanceof ScalarNode ? List.of(this) : items();
  }

  /// The texts of a list, or of a single value.
  List<String> texts() {
    var texts = new ArrayList<String>();
    for (var item : itemsOrItself()) {
      var text = item.text();
      if (text != null) texts.add(text);
    }
    return texts;
  }

  /// The members of a mapping in their order; empty where it is none.
  Map<String, YamlValue> members() {
    var members = new LinkedHashMap<String, YamlValue>();
    if (!(node instanceof MappingNode mapping)) {
      if (!isNull()) problem("must be a mapping");
      return members;
    }
    for (var tuple : mapping.getValue()) {
      var name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
      var at = path.isEmpty() ? name : path + "." + name;
      var value = new YamlValue(at, tuple.getValueNode(), references, problems);
      if (members.put(name, value) != null) value.problem("is given twice");
    }
    return members;
  }

  /// The members of a mapping that may have only these.
  Map<String, YamlValue> members(Set<String> known) {
    var members = members();
    for (var member : members.entrySet()) {
      if (known.contains(member.getKey())) continue;
      var near = NearestName.of(member.getKey(), known);
      member
          .getValue()
          .problem("is not a known key" + (near == null ? "" : "; did you mean '" + near + "'?"));
    }
    members.keySet().retainAll(known);
    return members;
  }
}
