package io.llmcallgateway.route;

import java.util.List;

/// The targets for a call, in the order in which they are tried.
///
/// @param routedAs the name of the group, alias or target that the model name meant
public record Plan(List<Target> targets, String routedAs) {
  public Plan {
    targets = List.copyOf(targets);
  }
}
