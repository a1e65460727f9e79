package io.llmcallgateway.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Something that holds for models: which ones, and what. A pattern's `*` stands for any
/// characters; an empty list of patterns holds for all.
///
/// @param dialects patterns of the dialect its provider is spoken to in
/// @param providers patterns of providers' ids
/// @param models patterns of models' names
/// @param values what it says, as written
public record ModelRule(
    List<String> dialects,
    List<String> providers,
    List<String> models,
    Map<RuleMember, List<String>> values) {
  public ModelRule {
    dialects = List.copyOf(dialects);
    providers = List.copyOf(providers);
    models = List.copyOf(models);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// Whether it is about that model at that provider.
  ///
  /// @param name the model's as the provider knows it
  /// @param plain the same without vendors and regions in front
  public boolean holdsFor(String dialect, String provider, String name, String plain) {
    return any(dialects, dialect)
        && any(providers, provider)
        && (any(models, plain) || any(models, name));
  }

  public void apply(RulesDraft draft) {
    values.forEach((member, texts) -> member.apply(draft, texts));
  }

  private static boolean any(List<String> patterns, String text) {
    if (patterns.isEmpty()) return true;
    var lower = text.toLowerCase(Locale.ROOT);
    for (var pattern : patterns) {
      if (matches(pattern.toLowerCase(Locale.ROOT), lower)) return true;
    }
    return false;
  }

  private static boolean matches(String pattern, String text) {
    int star = pattern.indexOf('*');
    if (star < 0) return pattern.equals(text);
    if (!text.startsWith(pattern.substring(0, star))) return false;
    int at = star;
    var rest = pattern.substring(star + 1);
    for (star = rest.indexOf('*'); star >= 0; star = rest.indexOf('*')) {
      int found = text.indexOf(rest.substring(0, star), at);
      if (found < 0) return false;
      at = found + star;
      rest = rest.substring(star + 1);
    }
    return text.length() - rest.length() >= at && text.endsWith(rest);
  }
}
