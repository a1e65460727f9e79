package io.llmcallgateway.api.admin.bodies;

import io.llmcallgateway.catalog.ExplainedRule;
import java.util.List;

/// The rules in force for a model at a provider.
public interface TargetRules {
  /// Returns the rules with their sources; none if there is no such provider.
  List<ExplainedRule> of(String provider, String model);
}
