package io.llmcallgateway.limit;

import io.llmcallgateway.model.Body;
import java.nio.ByteBuffer;

/// Estimates the heap that JSON needs while it is read and rewritten.
public final class HeapEstimate {
  /// Copies of a document: its bytes, its text, the rewritten text, and the growth of the buffer.
  private static final int COPIES = 4;

  /// Bytes of a tree node with its place in its parent; an empty object is the largest.
  private static final int NODE = 80;

  private HeapEstimate() {}

  /// Returns the estimate for JSON that is translated. Counts commas, braces and brackets, since a
  /// value follows each; those inside strings are counted too, which errs on the safe side.
  public static long translated(Body json) {
    long nodes = 0;
    for (var segment : json.segments()) nodes += nodes(segment);
    return (long) json.size() * COPIES + nodes * NODE;
  }

  private static long nodes(ByteBuffer bytes) {
    long nodes = 0;
    for (int at = bytes.position(); at < bytes.limit(); at++) {
      byte b = bytes.get(at);
      if (b == ',' || b == '{' || b == '[') nodes++;
    }
    return nodes;
  }
}
