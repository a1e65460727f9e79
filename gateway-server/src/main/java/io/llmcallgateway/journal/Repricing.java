package io.llmcallgateway.journal;

import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.record.CallRecord;
import org.jspecify.annotations.Nullable;

/// Computes the costs of kept calls again, beside a running gateway. Blocks. One thread.
public interface Repricing extends AutoCloseable {
  /// A selection of calls by when they began, in epoch milliseconds.
  ///
  /// @param to -1 for all until now
  /// @param model as it was asked for or sent
  record Scope(long from, long to, @Nullable String model, @Nullable String provider) {}

  /// Works out what a call with usage costs.
  interface Pricing {
    Cost cost(CallRecord call);
  }

  /// Result of a run. Amounts in nano-USD, of the calls that changed.
  ///
  /// @param looked calls whose tokens are known
  /// @param unknownBefore of the changed, those without a price before
  /// @param unknownAfter of the changed, those without a price now
  record Outcome(
      long looked, long changed, long before, long after, long unknownBefore, long unknownAfter) {
    /// The amount by which all calls together cost more than before.
    public long difference() {
      return after - before;
    }
  }

  /// Goes through the calls, oldest first. Each changed call's record and all sums that it is part
  /// of change together.
  ///
  /// @param dry only says what would change
  Outcome reprice(Scope scope, Pricing pricing, boolean dry);

  @Override
  void close();
}
