package io.llmcallgateway.catalog;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A name under `models:` with its targets. A name with one `*` is a wildcard.
///
/// @param fallbacks names of other groups, or provider/model
/// @param strict whether what would change a request's meaning is refused
public record ModelGroup(
    String name, List<Member> targets, Strategy strategy, List<String> fallbacks, boolean strict) {

  /// One target of a group; a `*` in `model` stands for what the group's `*` matched.
  public record Member(String provider, String model, int weight) {}

  /// The ways in which a group chooses among its targets.
  public enum Strategy {
    ORDERED,
    WEIGHTED,
    LEAST_BUSY,
    LATENCY,
    COST;

    /// As it is written in gateway.yaml.
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static @Nullable Strategy of(String text) {
      for (var strategy : values()) if (strategy.text().equals(text)) return strategy;
      return null;
    }
  }

  public ModelGroup {
    targets = List.copyOf(targets);
    fallbacks = List.copyOf(fallbacks);
  }

  public boolean wildcard() {
    return name.indexOf('*') >= 0;
  }

  public NamePattern pattern() {
    return new NamePattern(name);
  }
}
