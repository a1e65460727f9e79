package io.llmcallgateway.rules;

import io.llmcallgateway.model.ModelRulesBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A rule about models: patterns that select them, and values that hold for them. In a pattern `*`
/// stands for any characters; an empty list of patterns matches everything.
///
/// @param dialects patterns for the dialect of the provider
/// @param providers patterns for provider ids
/// @param models patterns for model names
/// @param values the members of the rule, each with its values as written
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

  /// True if the rule is about this model at this provider.
  ///
  /// @param name the provider's name of the model
  /// @param plain the same name without vendor and region prefixes
  public boolean holdsFor(String dialect, String provider, String name, String plain) {
    return any(dialects, dialect)
        && any(providers, provider)
        && (any(models, plain) || any(models, name));
  }

  /// Sets the values in a builder.
  public void apply(ModelRulesBuilder builder) {
    values.forEach((member, texts) -> member.apply(builder, texts));
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
