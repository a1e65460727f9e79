package io.llmcallgateway.outline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.BodyShape;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.dialect.PartType;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.wire.ContentHash;
import io.llmcallgateway.wire.JsonIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes outlines of bodies. Never throws an exception for what a body holds: a body that is cut,
/// broken or of another kind is outlined as far as it can be read.
public final class Outlines {
  private Outlines() {}

  /// Returns the outline of a request.
  ///
  /// @param from the number of the first part
  public static Outline request(DialectModule format, byte[] body, int from) {
    return document(body, format.shapes().request(), from);
  }

  /// Returns the outline of an answer, plain or streamed.
  ///
  /// @param from the number of the first part
  public static Outline answer(DialectModule format, byte[] body, int from) {
    if (isStream(format.target(), body)) {
      var out = new PartCollector(from);
      var problem = new StreamReader(format.target(), out).read(body);
      var read = out.outline(problem);
      return read.parts().isEmpty() && from == 0 && problem != null
          ? plainText(body, problem)
          : read;
    }
    return document(body, format.shapes().answer(), from);
  }

  /// True if a body is a stream of its format: its first byte says so, or more than one line of
  /// JSON does.
  private static boolean isStream(TargetDialect dialect, byte[] body) {
    int first = firstByte(body);
    if (first < 0) return false;
    byte begin = body[first];
    boolean json = begin == '{' || begin == '[';
    if (!dialect.frames(1).beginsWith(begin)) return false;
    return !json || JsonIndex.of(body).problem() != null;
  }

  private static int firstByte(byte[] body) {
    for (int i = 0; i < body.length; i++) if (body[i] > ' ' || body[i] < 0) return i;
    return -1;
  }

  private static Outline document(byte[] body, BodyShape shape, int from) {
    int first = firstByte(body);
    if (first < 0) return new Outline(List.of(), false, "The body is empty.");
    var json = JsonIndex.of(body);
    if (!json.isObject(json.root())) return plainText(body, "The body is no JSON object.");
    var out = new PartCollector(from);
    new ShapeReader(json, out).read(shape);
    return out.outline(json.problem());
  }

  /// Returns the outline of a body of which nothing is known.
  private static Outline plainText(byte[] body, @Nullable String problem) {
    var out = new PartCollector(0);
    if (out.takesNext()) {
      int most = Math.min(body.length, 4 * OutlinePart.MOST_TEXT);
      var text = new String(body, 0, most, UTF_8);
      var content =
          new PartContent(
              null,
              null,
              null,
              ContentHash.of(body),
              PartReader.shortened(text),
              most < body.length || text.length() > OutlinePart.MOST_TEXT,
              null);
      out.add(PartRole.OTHER, PartType.UNKNOWN, "", 0, body.length, content);
    }
    return out.outline(problem);
  }
}
