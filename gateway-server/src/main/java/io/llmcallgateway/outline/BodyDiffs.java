package io.llmcallgateway.outline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.outline.BodyChange.Side;
import io.llmcallgateway.wire.JsonIndex;
import java.util.Arrays;
import java.util.List;

/// Compares bodies. Never throws an exception for what a body holds.
public final class BodyDiffs {
  private static final int MOST_TEXT = 1 << 20;

  private BodyDiffs() {}

  /// Compares two bodies of the same format.
  public static BodyDiff sameFormat(byte[] left, byte[] right) {
    if (Arrays.equals(left, right)) {
      return new BodyDiff(true, BodyDiff.Mode.JSON, List.of(), false);
    }
    var before = JsonIndex.of(left);
    var after = JsonIndex.of(right);
    boolean readable = before.root() >= 0 && after.root() >= 0 && isJson(before) && isJson(after);
    return readable ? JsonDiff.of(before, after) : bytes(left, right);
  }

  /// Compares two bodies of different formats by their outlines.
  public static BodyDiff ofOutlines(Outline left, Outline right) {
    return PartsDiff.of(left, right);
  }

  private static boolean isJson(JsonIndex json) {
    return json.problem() == null || json.isObject(json.root()) || json.isArray(json.root());
  }

  private static BodyDiff bytes(byte[] left, byte[] right) {
    int same = Arrays.mismatch(left, right);
    int tail = 0;
    int least = Math.min(left.length, right.length) - same;
    while (tail < least && left[left.length - 1 - tail] == right[right.length - 1 - tail]) tail++;
    var out = new ChangeCollector();
    out.changed("", side(left, same, left.length - tail), side(right, same, right.length - tail));
    return out.diff(BodyDiff.Mode.BYTES);
  }

  private static Side side(byte[] body, int start, int end) {
    return new Side(start, end, new String(body, start, Math.min(end - start, MOST_TEXT), UTF_8));
  }
}
