package io.llmcallgateway.logging.line;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Span;

/// Gives a body as one range of one array: the shared array where the body has one segment, else a
/// copy in memory that is used again.
public final class ContiguousBody {
  private static final int KEPT = 1 << 20;

  private byte[] scratch = new byte[8 << 10];
  private byte[] array = scratch;
  private int from;
  private int to;

  public ContiguousBody of(Body body) {
    var segments = body.segments();
    if (segments.size() == 1) {
      var only = segments.getFirst();
      array = only.array();
      from = only.arrayOffset() + only.position();
      to = from + only.remaining();
      return this;
    }
    array = room(body.size());
    from = 0;
    to = 0;
    for (var segment : segments) {
      int count = segment.remaining();
      segment.get(array, to, count);
      to += count;
    }
    return this;
  }

  /// Takes the inside of a string literal within the body.
  public ContiguousBody literal(Body body, Span span) {
    of(body);
    int start = from + Math.min(span.start() + 1, to - from);
    to = Math.max(start, Math.min(to, from + span.end() - 1));
    from = start;
    return this;
  }

  public byte[] array() {
    return array;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /// Lets go of the call's bytes.
  public void release() {
    array = scratch;
    from = 0;
    to = 0;
  }

  private byte[] room(int size) {
    if (size <= scratch.length) return scratch;
    if (size > KEPT) return new byte[size];
    scratch = new byte[Math.min(KEPT, size * 2)];
    return scratch;
  }
}
