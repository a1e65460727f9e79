package io.llmcallgateway.relay;

import io.llmcallgateway.model.Body;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Keeps the first bytes of what passes, and counts them all. One thread.
final class Capture {
  private static final byte[] NONE = new byte[0];

  private final int most;
  private byte[] bytes = NONE;
  private int kept;
  private long size;

  /// @param most what is kept, in bytes
  Capture(int most) {
    this.most = most;
  }

  /// Leaves `passing` as it is.
  void add(ByteBuffer passing) {
    int length = passing.remaining();
    size += length;
    int room = Math.min(length, most - kept);
    if (room <= 0) return;
    if (kept + room > bytes.length) {
      int wanted = Math.max(Math.max(kept + room, bytes.length * 2), 1024);
      bytes = Arrays.copyOf(bytes, Math.min(wanted, most));
    }
    passing.get(passing.position(), bytes, kept, room);
    kept += room;
  }

  /// How much has passed, in bytes.
  long size() {
    return size;
  }

  boolean whole() {
    return size == kept;
  }

  Body body() {
    return kept == 0 ? Body.EMPTY : Body.of(bytes, 0, kept);
  }

  /// Whether both kept the same.
  boolean same(Capture other) {
    return size == other.size && Arrays.equals(bytes, 0, kept, other.bytes, 0, other.kept);
  }
}
