package io.llmcallgateway.outline;

import io.llmcallgateway.outline.BodyChange.Side;
import io.llmcallgateway.wire.JsonIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Compares two JSON documents value by value: objects by the names of their members, arrays by
/// their longest common subsequence. One thread.
final class JsonDiff {
  private static final int MOST_DEPTH = 100;
  private static final int MOST_TEXT = 1 << 20;

  private final JsonIndex left;
  private final JsonIndex right;
  private final ChangeCollector out = new ChangeCollector();

  private JsonDiff(JsonIndex left, JsonIndex right) {
    this.left = left;
    this.right = right;
  }

  static BodyDiff of(JsonIndex left, JsonIndex right) {
    var diff = new JsonDiff(left, right);
    diff.compare(left.root(), right.root(), "", 0);
    return diff.out.diff(BodyDiff.Mode.JSON);
  }

  private void compare(int one, int other, String path, int depth) {
    if (out.isFull() || left.hash(one) == right.hash(other)) return;
    boolean deep = depth >= MOST_DEPTH;
    if (!deep && left.isObject(one) && right.isObject(other)) members(one, other, path, depth);
    else if (!deep && left.isArray(one) && right.isArray(other)) elements(one, other, path, depth);
    else out.changed(path, side(left, one), side(right, other));
  }

  private static Side side(JsonIndex json, int value) {
    return new Side(json.start(value), json.end(value), json.text(value, MOST_TEXT));
  }

  private void members(int one, int other, String path, int depth) {
    var before = named(left, one);
    var after = named(right, other);
    for (var each : before.entrySet()) {
      var way = JsonPaths.member(path, each.getKey());
      var same = after.get(each.getKey());
      if (same == null) removed(each.getValue(), way);
      else compare(each.getValue(), same, way, depth + 1);
    }
    for (var each : after.entrySet()) {
      if (before.containsKey(each.getKey())) continue;
      added(each.getValue(), JsonPaths.member(path, each.getKey()));
    }
  }

  /// Returns the members by their names; of several of one name the last counts.
  private static Map<String, Integer> named(JsonIndex json, int object) {
    var members = new LinkedHashMap<String, Integer>();
    for (int each = json.first(object); each >= 0; each = json.next(each, object)) {
      members.put(json.name(each), each);
    }
    return members;
  }

  private void elements(int one, int other, String path, int depth) {
    var before = elements(left, one);
    var after = elements(right, other);
    var pairs =
        Alignment.of(
            hashes(left, before),
            hashes(right, after),
            (i, k) -> left.type(before.get(i)) == right.type(after.get(k)));
    for (var pair : pairs) {
      if (out.isFull()) return;
      if (pair.right() < 0) {
        removed(before.get(pair.left()), JsonPaths.element(path, pair.left()));
      } else if (pair.left() < 0) {
        added(after.get(pair.right()), JsonPaths.element(path, pair.right()));
      } else {
        var way = JsonPaths.element(path, pair.left());
        compare(before.get(pair.left()), after.get(pair.right()), way, depth + 1);
      }
    }
  }

  private static List<Integer> elements(JsonIndex json, int array) {
    var elements = new ArrayList<Integer>();
    for (int each = json.first(array); each >= 0; each = json.next(each, array)) {
      elements.add(each);
    }
    return elements;
  }

  private static long[] hashes(JsonIndex json, List<Integer> values) {
    return values.stream().mapToLong(json::hash).toArray();
  }

  private void removed(int value, String path) {
    var side = side(left, value);
    out.removed(path, side.start(), side.end(), side.text(), left.hash(value));
  }

  private void added(int value, String path) {
    var side = side(right, value);
    out.added(path, side.start(), side.end(), side.text(), right.hash(value));
  }
}
