package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.model.ErrorRedactor;
import io.llmcallgateway.relay.call.CallReply;
import io.llmcallgateway.relay.call.CallSnapshot;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.relay.translation.Translator;
import io.llmcallgateway.upstream.Upstream;

/// The parts that all attempts of one call share.
///
/// @param strict whether what would change the meaning of a request is refused
/// @param payloadLimit what is kept of each side's bytes, in bytes
public record CallParts(
    ClientCall call,
    CallSnapshot snapshot,
    CallReply reply,
    Translator translator,
    Upstream upstream,
    ErrorRedactor redactor,
    AttemptObserver observer,
    CallPricing pricing,
    boolean strict,
    int payloadLimit) {}
