package io.llmcallgateway.catalog;

import java.util.List;

/// Something that holds for a model at a provider, and who says so.
///
/// @param name as model-rules.yaml and gateway.yaml write it
/// @param source the file, and what in it
public record ExplainedRule(String name, List<String> values, String source) {
  public ExplainedRule {
    values = List.copyOf(values);
  }
}
