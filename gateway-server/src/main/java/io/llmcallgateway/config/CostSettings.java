package io.llmcallgateway.config;

import io.llmcallgateway.model.Currency;

/// Settings of how costs are told to clients.
///
/// @param inStreams true if each stream that tells its usage tells its cost too
/// @param display the currency beside US dollars
public record CostSettings(boolean inStreams, Currency display) {}
