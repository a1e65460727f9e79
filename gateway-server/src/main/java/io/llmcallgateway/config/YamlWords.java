package io.llmcallgateway.config;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads words of closed sets in gateway.yaml.
final class YamlWords {
  private YamlWords() {}

  /// Finds the value that a word stands for; null where it is none.
  interface Vocabulary<T> {
    @Nullable T of(String word);
  }

  /// The value of a word; null where there is none or a problem was noted.
  ///
  /// @param known all words, for the problem
  static <T> @Nullable T one(
      @Nullable YamlValue value, Vocabulary<T> vocabulary, Collection<String> known) {
    var text = value == null ? null : value.text();
    if (value == null || text == null) return null;
    var found = vocabulary.of(text.strip());
    if (found != null) return found;
    value.problem("'" + value.written() + "' is none of " + String.join(", ", known));
    return null;
  }

  /// The values of a list of words, or of a single one.
  static <T> Set<T> all(
      @Nullable YamlValue value, Vocabulary<T> vocabulary, Collection<String> known) {
    var found = new LinkedHashSet<T>();
    if (value == null) return found;
    for (var item : value.itemsOrItself()) {
      var one = one(item, vocabulary, known);
      if (one != null) found.add(one);
    }
    return found;
  }
}
