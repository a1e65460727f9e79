package io.llmcallgateway.telemetry;

import io.llmcallgateway.model.Body;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Writes the members of one JSON object into a line. Names are our own and need no escapes.
final class JsonLine {
  private static final JsonFactory JSON = new JsonFactory();

  private final SafeText safe = new SafeText(true);
  private final BodyText bodies = new BodyText(true);
  private final FlatBody flat = new FlatBody();
  private final LineBuffer scratch = new LineBuffer(16 << 10);
  private LineBuffer out = scratch;
  private boolean first;

  JsonLine begin(LineBuffer line) {
    out = line.add('{');
    first = true;
    return this;
  }

  void end() {
    out.add('}');
  }

  /// The buffer, after the member's name.
  LineBuffer member(String name) {
    if (!first) out.add(',');
    first = false;
    return out.add('"').ascii(name).ascii("\":");
  }

  JsonLine string(String name, @Nullable String value) {
    if (value == null) return this;
    member(name);
    quoted(value);
    return this;
  }

  void quoted(String value) {
    out.add('"');
    safe.text(out, value);
    out.add('"');
  }

  JsonLine number(String name, long value) {
    member(name).number(value);
    return this;
  }

  JsonLine seconds(String name, long micros) {
    member(name).seconds(micros);
    return this;
  }

  /// Text that is JSON-escaped already.
  void escaped(FlatBody text, int maxCodePoints) {
    out.add('"');
    safe.escaped(out, text.array(), text.from(), text.to(), maxCodePoints);
    out.add('"');
    text.release();
  }

  void escaped(Body text) {
    escaped(flat.of(text), Integer.MAX_VALUE);
  }

  /// A body as the JSON value it is, else as a string.
  void body(String name, Body body) {
    member(name);
    scratch.cutTo(0);
    boolean whole = bodies.write(scratch, body);
    if (whole && isJson(scratch)) {
      out.add(scratch.array(), 0, scratch.length());
      return;
    }
    out.add('"');
    var array = scratch.array();
    int end = scratch.length();
    for (int at = 0; at < end; ) {
      int value = Utf8.codePoint(array, at, end);
      int size = value < 0 ? 1 : Utf8.sizeOf(value);
      safe.codePoint(out, value < 0 ? Utf8.REPLACEMENT : value);
      at += size;
    }
    out.add('"');
  }

  private static boolean isJson(LineBuffer text) {
    try (var parser =
        JSON.createParser(ObjectReadContext.empty(), text.array(), 0, text.length())) {
      if (parser.nextToken() == null) return false;
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException _) {
      return false;
    }
  }
}
