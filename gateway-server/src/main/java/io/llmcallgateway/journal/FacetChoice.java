package io.llmcallgateway.journal;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/// The values of a facet that are wanted, and those that are not.
///
/// @param any a call must have one of these; empty if it need not
/// @param none a call must have none of these
public record FacetChoice(Set<String> any, Set<String> none) {
  public static final FacetChoice ALL = new FacetChoice(Set.of(), Set.of());

  public FacetChoice {
    any = Set.copyOf(any);
    none = Set.copyOf(none);
  }

  /// True if calls with these values are wanted.
  public boolean admits(Collection<String> values) {
    boolean wanted = any.isEmpty() || values.stream().anyMatch(any::contains);
    return wanted && values.stream().noneMatch(none::contains);
  }

  FacetChoice anyOf(Collection<String> more) {
    return new FacetChoice(union(any, more), none);
  }

  FacetChoice noneOf(Collection<String> more) {
    return new FacetChoice(any, union(none, more));
  }

  private static Set<String> union(Set<String> some, Collection<String> more) {
    var all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }
}
