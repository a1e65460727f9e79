package io.llmcallgateway.logging.line;

import io.llmcallgateway.model.Body;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Writes the members of a JSON object into a line. Names are our own and need no escapes.
public final class JsonLine {
  private static final JsonFactory JSON = new JsonFactory();

  private final SafeText safe = new SafeText(true);
  private final BodyText bodies = new BodyText(true);
  private final ContiguousBody flat = new ContiguousBody();
  private final Utf8Builder scratch = new Utf8Builder(16 << 10);
  private Utf8Builder out = scratch;
  private boolean first;

  public JsonLine begin(Utf8Builder line) {
    out = line.add('{');
    first = true;
    return this;
  }

  public void end() {
    out.add('}');
  }

  /// The buffer, after the member's name.
  public Utf8Builder member(String name) {
    if (!first) out.add(',');
    first = false;
    return out.add('"').ascii(name).ascii("\":");
  }

  public JsonLine string(String name, @Nullable String value) {
    if (value == null) return this;
    member(name);
    quoted(value);
    return this;
  }

  public void quoted(String value) {
    out.add('"');
    safe.text(out, value);
    out.add('"');
  }

  public JsonLine number(String name, long value) {
    member(name).number(value);
    return this;
  }

  public JsonLine seconds(String name, long micros) {
    member(name).seconds(micros);
    return this;
  }

  /// Text that is JSON-escaped already.
  public void escaped(ContiguousBody text, int maxCodePoints) {
    out.add('"');
    safe.escaped(out, text.array(), text.from(), text.to(), maxCodePoints);
    out.add('"');
    text.release();
  }

  public void escaped(Body text) {
    escaped(flat.of(text), Integer.MAX_VALUE);
  }

  /// A body as the JSON value it is, else as a string.
  public void body(String name, Body body) {
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

  private static boolean isJson(Utf8Builder text) {
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
