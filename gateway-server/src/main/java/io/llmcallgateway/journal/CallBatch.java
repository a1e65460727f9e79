package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.EndedCall;
import java.util.List;

/// A batch of calls that the store takes in one transaction and reads a few at a time: held whole,
/// a batch outlives the young collections and fills the old generation. One thread.
public interface CallBatch {
  /// The largest number of calls that `next` returns.
  int FEW = 50;

  /// Returns the next few calls; none where there are no more.
  List<EndedCall> next();

  /// The position after the calls that `next` has returned.
  SpoolPosition position();

  /// A batch of calls that are in memory.
  static CallBatch of(List<EndedCall> calls, SpoolPosition upTo) {
    return new CallBatch() {
      private int given;

      @Override
      public List<EndedCall> next() {
        int from = given;
        given = Math.min(calls.size(), from + FEW);
        return calls.subList(from, given);
      }

      @Override
      public SpoolPosition position() {
        return upTo;
      }
    };
  }
}
