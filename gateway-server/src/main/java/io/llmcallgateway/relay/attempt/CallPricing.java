package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.meter.Pricing;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.route.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The prices that one call is charged by: those in force when it was accepted.
///
/// @param startedAt epoch milliseconds
public record CallPricing(Pricing pricing, Operation operation, long startedAt) {
  /// The cost of what no provider charges for.
  public static final Cost UNUSED = new Cost(Cost.State.UNUSED, List.of(), "");

  /// Returns the cost of what a target's answer used.
  ///
  /// @param returned the model as the answer names it; null where it does not
  public Cost cost(Target target, @Nullable Usage usage, @Nullable String returned) {
    if (!operation.isBilled()) return UNUSED;
    if (usage == null) return Cost.UNKNOWN;
    return pricing.cost(target.provider(), target.model(), returned, usage, startedAt);
  }
}
