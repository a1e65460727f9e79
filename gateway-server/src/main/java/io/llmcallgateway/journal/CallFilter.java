package io.llmcallgateway.journal;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The calls that are wanted. Begins with `ALL`, and each method returns a narrower one.
///
/// @param from inclusive, epoch milliseconds; -1 for no limit
/// @param to exclusive, epoch milliseconds; -1 for no limit
/// @param facets the choice by each facet that restricts it
/// @param tags the choice by each tag that restricts it
/// @param text words to find in questions, answers and errors
/// @param leastMicros the shortest duration, -1 for any
/// @param leastNanos the least cost, -1 for any
public record CallFilter(
    long from,
    long to,
    Map<CallFacet, FacetChoice> facets,
    Map<String, FacetChoice> tags,
    @Nullable String text,
    long leastMicros,
    long leastNanos) {
  public static final CallFilter ALL = new CallFilter(-1, -1, Map.of(), Map.of(), null, -1, -1);

  public CallFilter {
    facets = Map.copyOf(facets);
    tags = Map.copyOf(tags);
    if (text != null && text.isBlank()) text = null;
  }

  /// Calls of a stretch of time.
  public CallFilter between(long from, long to) {
    return new CallFilter(from, to, facets, tags, text, leastMicros, leastNanos);
  }

  /// Calls with one of some values.
  public CallFilter with(CallFacet facet, String... values) {
    return with(facet, List.of(values));
  }

  public CallFilter with(CallFacet facet, Collection<String> values) {
    return chosen(facet, choice(facet).anyOf(values));
  }

  /// Calls with none of some values.
  public CallFilter without(CallFacet facet, String... values) {
    return without(facet, List.of(values));
  }

  public CallFilter without(CallFacet facet, Collection<String> values) {
    return chosen(facet, choice(facet).noneOf(values));
  }

  /// Calls whose tag has one of some values.
  public CallFilter withTag(String name, Collection<String> values) {
    return tagged(name, tag(name).anyOf(values));
  }

  /// Calls whose tag has none of some values, which are also those without the tag.
  public CallFilter withoutTag(String name, Collection<String> values) {
    return tagged(name, tag(name).noneOf(values));
  }

  /// Calls that contain words.
  public CallFilter containing(@Nullable String words) {
    return new CallFilter(from, to, facets, tags, words, leastMicros, leastNanos);
  }

  /// Calls that took at least so long.
  public CallFilter leastMicros(long micros) {
    return new CallFilter(from, to, facets, tags, text, micros, leastNanos);
  }

  /// Calls that cost at least so much.
  public CallFilter leastNanos(long nanos) {
    return new CallFilter(from, to, facets, tags, text, leastMicros, nanos);
  }

  /// The same calls, whatever they are by one facet.
  public CallFilter regardless(CallFacet facet) {
    return chosen(facet, FacetChoice.ALL);
  }

  /// The same calls, whatever value a tag has.
  public CallFilter regardlessOfTag(String name) {
    return tagged(name, FacetChoice.ALL);
  }

  /// The choice by a facet.
  public FacetChoice choice(CallFacet facet) {
    return facets.getOrDefault(facet, FacetChoice.ALL);
  }

  /// The choice by a tag.
  public FacetChoice tag(String name) {
    return tags.getOrDefault(name, FacetChoice.ALL);
  }

  private CallFilter chosen(CallFacet facet, FacetChoice choice) {
    var chosen = new EnumMap<CallFacet, FacetChoice>(CallFacet.class);
    chosen.putAll(facets);
    chosen.put(facet, choice);
    chosen.values().removeIf(FacetChoice.ALL::equals);
    return new CallFilter(from, to, chosen, tags, text, leastMicros, leastNanos);
  }

  private CallFilter tagged(String name, FacetChoice choice) {
    var chosen = new TreeMap<>(tags);
    chosen.put(name, choice);
    chosen.values().removeIf(FacetChoice.ALL::equals);
    return new CallFilter(from, to, facets, chosen, text, leastMicros, leastNanos);
  }
}
