package io.llmcallgateway.config;

import io.llmcallgateway.model.Currency;

/// Settings of the costs that clients are sent.
///
/// @param inStreams true if each stream with usage has its cost too
/// @param display the currency beside US dollars
public record CostSettings(boolean inStreams, Currency display) {}
