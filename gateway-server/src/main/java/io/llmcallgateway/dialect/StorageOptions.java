package io.llmcallgateway.dialect;

import org.jspecify.annotations.Nullable;

/// A client's wishes for storing the answer and for going on from a stored one.
///
/// @param store true if the answer can be fetched, and gone on from, later
/// @param previous the id of the answer that the request goes on from
public record StorageOptions(boolean store, @Nullable String previous) {
  public static final StorageOptions NOTHING = new StorageOptions(false, null);
}
