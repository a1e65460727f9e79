package io.llmcallgateway.catalog;

import java.util.List;

/// A rule for a model at a provider, with its source.
///
/// @param name as in model-rules.yaml and gateway.yaml
/// @param source the file and the place in it
public record ExplainedRule(String name, List<String> values, String source) {
  public ExplainedRule {
    values = List.copyOf(values);
  }
}
