package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.EndedCall;
import java.util.List;

/// Calls on their way into the store, which go in together and are read a few at a time: what lives
/// as long as a transaction fills the heap with what outlived its youth. One thread.
public interface CallBatch {
  /// The next few; none where there are no more.
  List<EndedCall> next();

  /// Where those end that `next` gave.
  SpoolPosition position();

  static CallBatch of(List<EndedCall> calls, SpoolPosition upTo) {
    var rest = List.of(calls, List.<EndedCall>of()).iterator();
    return new CallBatch() {
      @Override
      public List<EndedCall> next() {
        return rest.next();
      }

      @Override
      public SpoolPosition position() {
        return upTo;
      }
    };
  }
}
