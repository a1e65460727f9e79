package io.llmcallgateway.limit;

import io.llmcallgateway.model.Body;
import java.nio.ByteBuffer;

/// Estimates of the heap that JSON takes while it is read and written anew.
public final class HeapEstimate {
  /// The bytes themselves, their text, the text written anew, and the growth of what it is written
  /// to.
  private static final int COPIES = 4;

  /// A node of a tree with its place in its parent: an empty object takes most.
  private static final int NODE = 80;

  private HeapEstimate() {}

  /// Of JSON that is translated. Each value begins after a comma, a brace or a bracket; those in
  /// texts are counted too, which errs on the safe side.
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
