package io.llmcallgateway.dialect;

import io.llmcallgateway.model.ModelRules;

/// The provider and the model that a request goes to.
///
/// @param provider its id, for failures and family matters
/// @param model the name the provider knows
/// @param stream whether a streamed answer is asked of it
public record TargetModel(String provider, String model, ModelRules rules, boolean stream) {}
