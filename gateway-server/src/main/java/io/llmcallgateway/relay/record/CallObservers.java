package io.llmcallgateway.relay.record;

import io.llmcallgateway.interactionlog.InteractionLog;
import io.llmcallgateway.journal.CallJournal;
import io.llmcallgateway.journal.PayloadPolicy;
import io.llmcallgateway.meter.Pricing;
import io.llmcallgateway.metrics.CallMetrics;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// Those who are told what became of a call. Thread-safe; nothing here waits.
///
/// @param journal takes the record of each ended call
/// @param pricing what a usage costs
/// @param keeping how much is kept of a call, by the model's name that clients use and the id of
///   the client key
/// @param payloadLimit what is kept of a body, in bytes
/// @param config a digest of the configuration in force
public record CallObservers(
    InteractionLog log,
    CallMetrics metrics,
    CallJournal journal,
    Pricing pricing,
    BiFunction<String, String, PayloadPolicy> keeping,
    IntSupplier payloadLimit,
    Supplier<String> config,
    InstantSource clock) {}
