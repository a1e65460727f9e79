package io.llmcallgateway.catalog;

import java.util.List;

/// A name under `models:` with its targets. A name with one `*` is a wildcard.
///
/// @param fallbacks names of other groups, or provider/model
public record ModelGroup(
    String name, List<Member> targets, Strategy strategy, List<String> fallbacks) {

  /// One target of a group; a `*` in `model` stands for what the group's `*` matched.
  public record Member(String provider, String model, int weight) {}

  /// How a group chooses among its targets.
  public enum Strategy {
    ORDERED,
    WEIGHTED,
    LEAST_BUSY,
    LATENCY,
    COST
  }

  public ModelGroup {
    targets = List.copyOf(targets);
    fallbacks = List.copyOf(fallbacks);
  }
}
