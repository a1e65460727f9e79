package io.llmcallgateway.relay.call;

import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.Body;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A copy of the first bytes of a stream, as far as there is room, with a count of all. A capture
/// that follows another keeps nothing of its own while the same bytes pass. One thread.
public final class Capture {
  private static final byte[] NONE = new byte[0];
  private static final int START = 1024;

  private final ByteBudget.Reservation held;
  private final @Nullable Capture followed;
  private int most;
  private byte[] bytes = NONE;
  private int kept;
  private long size;
  private boolean same;

  /// @param most what is kept, in bytes
  public Capture(int most, ByteBudget.Reservation held) {
    this(most, held, null);
  }

  private Capture(int most, ByteBudget.Reservation held, @Nullable Capture followed) {
    this.most = most;
    this.held = held;
    this.followed = followed;
    this.same = followed != null;
  }

  /// Returns a capture of what passes on from here, mostly the same bytes.
  public Capture follower(int most) {
    return new Capture(most, held, this);
  }

  /// Leaves `passing` as it is.
  public void add(ByteBuffer passing) {
    if (same && !follows(passing)) part();
    if (same) size += passing.remaining();
    else keep(passing);
  }

  private void keep(ByteBuffer passing) {
    int length = passing.remaining();
    size += length;
    int room = Math.min(length, most - kept);
    if (room <= 0) return;
    if (kept + room > bytes.length && !grow(kept + room)) {
      most = bytes.length; // what comes is counted only
      room = most - kept;
    }
    passing.get(passing.position(), bytes, kept, room);
    kept += room;
  }

  private boolean grow(int least) {
    int wanted = Math.min(Math.max(Math.max(least, bytes.length * 2), START), most);
    boolean small = wanted <= ByteBudget.FIRST / 4; // within what each call has
    if (!small && !held.spare(wanted - bytes.length)) return false;
    bytes = Arrays.copyOf(bytes, wanted);
    return true;
  }

  /// Returns whether the next bytes are those that the followed capture has at this place, as far
  /// as it kept them.
  private boolean follows(ByteBuffer passing) {
    var other = followed;
    int length = passing.remaining();
    if (other == null || size + length > other.size) return false;
    int compared = (int) Math.max(0, Math.min(length, other.kept - size));
    if (compared == 0) return true;
    var theirs = ByteBuffer.wrap(other.bytes, (int) size, compared);
    return theirs.equals(passing.slice(passing.position(), compared));
  }

  /// Keeps its own bytes from here on.
  private void part() {
    same = false;
    var other = followed;
    if (other == null) return;
    long passed = size;
    size = 0;
    keep(ByteBuffer.wrap(other.bytes, 0, (int) Math.min(passed, other.kept)));
    if (passed > other.kept) most = kept; // a gap would follow
    size = passed;
  }

  /// Returns how much has passed, in bytes.
  public long size() {
    return size;
  }

  public boolean whole() {
    return size == body().size();
  }

  public Body body() {
    var other = followed;
    if (same && other != null) {
      int shared = (int) Math.min(Math.min(size, other.kept), most);
      return shared == 0 ? Body.EMPTY : Body.of(other.bytes, 0, shared);
    }
    return kept == 0 ? Body.EMPTY : Body.of(bytes, 0, kept);
  }

  /// Returns this capture, or the one it follows where exactly the same bytes have passed both.
  public Capture orFollowed() {
    var other = followed;
    return other != null && same && size == other.size ? other : this;
  }
}
