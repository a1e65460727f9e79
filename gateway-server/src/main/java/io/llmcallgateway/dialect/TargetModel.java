package io.llmcallgateway.dialect;

import io.llmcallgateway.model.ModelRules;

/// Whom a request goes to, as far as a dialect cares.
///
/// @param provider its id, for failures and family matters
/// @param model the name the provider knows
/// @param stream whether a streamed answer is asked of it
public record TargetModel(String provider, String model, ModelRules rules, boolean stream) {}
