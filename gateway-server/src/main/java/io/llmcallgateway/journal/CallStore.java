package io.llmcallgateway.journal;

import io.llmcallgateway.model.CallId;

/// Keeps records for good. Used by one platform thread; its methods block.
public interface CallStore extends AutoCloseable {
  /// The position kept with the latest batch.
  SpoolPosition position();

  /// Adds a batch and its end's position, all or nothing. Records that are there already are
  /// skipped; their counts are not added again.
  void add(CallBatch batch);

  /// True if the files of the store were removed or replaced since it was opened, so that nobody
  /// will read what is written to it.
  boolean isRemoved();

  /// Makes at most `most` added records findable by their text; says how many it did.
  int index(int most);

  /// Deletes the bodies and texts of a call. Its record stays.
  void forget(CallId id);

  /// Deletes a little of what is older or larger than the policy keeps, without holding readers up.
  /// Says whether there is more to delete.
  boolean sweep(Retention retention, long nowMillis);

  @Override
  void close();
}
