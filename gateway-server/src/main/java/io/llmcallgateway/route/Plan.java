package io.llmcallgateway.route;

import java.util.List;

/// The targets for a call, in the order in which they are tried.
///
/// @param routedAs the name of the group, alias or target that the model name stands for
/// @param strict whether a translation that would change a request's meaning is refused
public record Plan(List<Target> targets, String routedAs, boolean strict) {
  public Plan {
    targets = List.copyOf(targets);
  }
}
