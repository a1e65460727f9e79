package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.limit.ByteBudget;

/// The room for an event of a stream that is still to end. One thread.
final class EventReservation {
  /// Less than that is not asked room for.
  private static final int RESERVED_AT_ONCE = 1 << 20;

  private final ByteBudget.Reservation held;
  private long reserved; // bytes

  EventReservation(ByteBudget.Reservation held) {
    this.held = held;
  }

  /// Reserves room for an event of which so many bytes have come.
  void grow(long bytes) {
    if (2 * bytes - reserved >= RESERVED_AT_ONCE) reserve(2 * bytes);
  }

  void release() {
    if (reserved > 0) reserve(0);
  }

  private void reserve(long bytes) {
    if (bytes > reserved) held.grow(held.held() + bytes - reserved);
    else held.shrink(held.held() - (reserved - bytes));
    reserved = bytes;
  }
}
