package io.llmcallgateway.dialect;

import org.jspecify.annotations.Nullable;

/// Holds what a client wants of the gateway's memory.
///
/// @param store whether the answer can be asked for, and gone on from, later
/// @param previous the id of the answer that the request goes on from
public record StorageOptions(boolean store, @Nullable String previous) {
  public static final StorageOptions NOTHING = new StorageOptions(false, null);
}
