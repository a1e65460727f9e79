package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.chat.UnreadMember;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The members that a dialect's reader understands, at every depth of a request. What is not among
/// them is told to be lost where the target is of another dialect, so that none vanishes untold.
///
/// A shape is written as words: `name` is read, `name { … }` is read and is an object, or an array
/// of objects, of that shape; `name @other` has the shape of that name. `~name` is known but not
/// read, and the answer can do without it; `+name` likewise, and is kept for targets of the same
/// dialect, as `*` tells it of all that is not named. `...` tells that others are read whole, and
/// so are objects of a type that has no shape: `? type type { … }` is the shape of objects whose
/// `type` is one of these, the first such shape also that of objects without a type.
public final class RequestShape {
  /// A request may have any number of unknown members; the first ones are told.
  private static final int MOST = 64;

  private final Map<String, Shape> named;
  private final UnaryOperator<String> spelling;

  private static final class Shape {
    final Map<String, String> members = new HashMap<>();
    final Map<String, Shape> inner = new HashMap<>();
    final Set<String> hints = new HashSet<>();
    final Set<String> carried = new HashSet<>();
    final Map<String, Shape> byType = new LinkedHashMap<>();
    boolean kept;
    boolean whole;
  }

  private RequestShape(Map<String, Shape> named, UnaryOperator<String> spelling) {
    this.named = named;
    this.spelling = spelling;
  }

  /// The shapes that a text tells.
  ///
  /// @param text the shapes by name, the request's own is `request`
  public static RequestShape of(String text) {
    return of(text, UnaryOperator.identity());
  }

  /// The shapes of a format whose members have several spellings.
  ///
  /// @param spelling turns a member's name into the shape's spelling
  public static RequestShape of(String text, UnaryOperator<String> spelling) {
    var named = new HashMap<String, Shape>();
    var words = new Scanner(text);
    while (words.hasNext()) {
      var name = words.next();
      named.put(name, open(words, words.next()));
    }
    return new RequestShape(named, spelling);
  }

  private static Shape open(Scanner words, String brace) {
    if (!brace.equals("{")) throw new IllegalArgumentException("expected { before " + brace);
    var shape = new Shape();
    String last = "";
    for (var word = words.next(); !word.equals("}"); word = words.next()) {
      if (word.equals("*")) {
        shape.kept = true;
      } else if (word.equals("...")) {
        shape.whole = true;
      } else if (word.equals("{")) {
        shape.inner.put(last, open(words, word));
      } else if (word.startsWith("@")) {
        shape.members.put(last, word.substring(1));
      } else if (word.equals("?")) {
        readTypes(words, shape);
      } else {
        last = name(word, shape);
      }
    }
    return shape;
  }

  private static String name(String word, Shape shape) {
    boolean carried = word.startsWith("+");
    boolean hint = carried || word.startsWith("~");
    var name = hint ? word.substring(1) : word;
    if (hint) shape.hints.add(name);
    if (carried) shape.carried.add(name);
    shape.members.put(name, "");
    return name;
  }

  private static void readTypes(Scanner words, Shape shape) {
    var types = new ArrayList<String>();
    var word = words.next();
    for (; !word.equals("{"); word = words.next()) types.add(word);
    var inner = open(words, word);
    for (var type : types) shape.byType.put(type, inner);
  }

  /// The members of a request that its reader has no place for: each kind of place once.
  public List<UnreadMember> unread(JsonNode request) {
    var walk = new Walk();
    walk.enter(request, named.get("request"));
    return walk.found;
  }

  private final class Walk {
    private final List<UnreadMember> found = new ArrayList<>(0);
    private final Set<String> places = new HashSet<>(0);
    private final StringBuilder path = new StringBuilder();

    void enter(JsonNode node, @Nullable Shape shape) {
      if (shape == null || found.size() >= MOST) return;
      if (node.isArray()) {
        int length = path.length();
        int index = 0;
        for (var each : node) {
          if (!each.isObject()) {
            index++;
            continue;
          }
          path.append('[').append(index++).append(']');
          enter(each, shape);
          path.setLength(length);
        }
      } else if (node.isObject()) {
        readObject(node, shape.byType.isEmpty() ? shape : ofType(node, shape));
      }
    }

    private static @Nullable Shape ofType(JsonNode node, Shape shape) {
      var type = node.get("type");
      if (type != null && type.isString()) return shape.byType.get(type.asString());
      return shape.byType.values().iterator().next();
    }

    private void readObject(JsonNode object, @Nullable Shape shape) {
      if (shape == null) return;
      int length = path.length();
      for (var member : object.properties()) {
        var value = member.getValue();
        if (value.isNull()) continue;
        if (!path.isEmpty()) path.append('.');
        path.append(member.getKey());
        var name = spelling.apply(member.getKey());
        var reference = shape.members.get(name);
        if (reference == null ? !shape.whole : shape.hints.contains(name)) {
          add(shape, name, reference != null);
        } else if (reference != null && value.isContainer()) {
          enter(value, reference.isEmpty() ? shape.inner.get(name) : named.get(reference));
        }
        path.setLength(length);
      }
    }

    private void add(Shape shape, String name, boolean hint) {
      var place = path.toString();
      if (found.size() >= MOST || !places.add(place.replaceAll("\\[\\d+]", ""))) return;
      found.add(new UnreadMember(place, shape.kept || shape.carried.contains(name), hint));
    }
  }
}
