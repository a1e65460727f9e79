package io.llmcallgateway.relay;

import io.llmcallgateway.journal.PayloadPolicy;
import io.llmcallgateway.metrics.CallMetrics;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.telemetry.InteractionLog;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Those who are told what became of a call. Thread-safe; nothing here waits.
///
/// @param journal takes the record of each ended call
/// @param pricing what a usage costs
/// @param keeping how much is kept of a call, by the model's name that clients use and the id of
///   the client key
/// @param payloadLimit what is kept of a body, in bytes
/// @param config a digest of the configuration in force
public record Bookkeeping(
    InteractionLog log,
    CallMetrics metrics,
    Consumer<EndedCall> journal,
    Pricing pricing,
    BiFunction<String, String, PayloadPolicy> keeping,
    IntSupplier payloadLimit,
    Supplier<String> config,
    InstantSource clock) {

  /// The cost of what a target's answer used, at a time in epoch milliseconds.
  public interface Pricing {
    /// What a call cost.
    ///
    /// @param returned the model as the answer names it
    Cost cost(Target target, @Nullable String returned, Usage usage, long atMillis);
  }
}
