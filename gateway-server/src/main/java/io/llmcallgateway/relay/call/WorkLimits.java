package io.llmcallgateway.relay.call;

import io.llmcallgateway.limit.ByteBudget;

/// Limits of the work that prepares a request: how its thread waits, until when, and the bytes it
/// may hold.
///
/// @param deadline of `System.nanoTime`
public record WorkLimits(ClientWaiting waiting, long deadline, ByteBudget.Reservation held) {}
