package io.llmcallgateway.model.record;

import java.util.Locale;

/// Says whether the bodies of a call are there, and if not, why.
public enum PayloadsState {
  KEPT,
  /// The payload policy keeps none.
  OFF,
  /// They were deleted since, by their age, for want of room, or because somebody asked for it.
  EXPIRED,
  /// There was no room for them when the call ended.
  SHED,
  /// The call had none that could be kept.
  NONE;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
