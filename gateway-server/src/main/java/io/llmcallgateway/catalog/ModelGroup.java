package io.llmcallgateway.catalog;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A name under `models:` with its targets. A name with a `*` is a wildcard.
///
/// @param fallbacks names of other groups, or provider/model
/// @param strict whether a translation that would change a request's meaning is refused
public record ModelGroup(
    String name, List<Member> targets, Strategy strategy, List<String> fallbacks, boolean strict) {

  /// A target of a group. A `*` in `model` stands for the text that the group's `*` matched.
  public record Member(String provider, String model, int weight) {}

  /// The strategy with which a group orders its targets.
  public enum Strategy {
    ORDERED,
    WEIGHTED,
    LEAST_BUSY,
    LATENCY,
    COST;

    /// Returns the name in gateway.yaml.
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
