package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.EndedCall;
import java.util.List;

/// Calls on their way into the store, which go in together and are read a few at a time: what lives
/// as long as a transaction fills the heap with what outlived its youth. One thread.
public interface CallBatch {
  /// How many `next` gives at most.
  int FEW = 50;

  /// The next few; none where there are no more.
  List<EndedCall> next();

  /// Where those end that `next` gave.
  SpoolPosition position();

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
