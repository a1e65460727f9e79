package io.llmcallgateway.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds providers for bare model names, in the order gateway.yaml, the model's maker, built-in
/// providers; and the dated models for undated names.
final class UnqualifiedNames {
  private static final Pattern DATE =
      Pattern.compile("-(?:(20\\d\\d)-?([01]\\d)-?([0-3]\\d)|([01]\\d)-(20\\d\\d)|(\\d{4}))$");

  /// A model at a provider, with its date as a sortable number.
  record Listed(Provider provider, String model, String date) {}

  private final Map<String, Provider> listing = new HashMap<>();
  private final Map<String, Listed> undated = new HashMap<>();

  UnqualifiedNames(
      Collection<Provider> configured,
      Collection<Provider> fromRows,
      Map<String, BuiltInProvider> rows) {
    for (var provider : configured) add(provider, null);
    for (var provider : fromRows) add(provider, rows.get(provider.id()));
    for (var provider : fromRows) add(provider, null);
  }

  /// Adds the models that the provider lists; with a `maker`, only those that it makes.
  private void add(Provider provider, @Nullable BuiltInProvider maker) {
    for (var model : provider.models()) {
      if (maker != null && !maker.makes(model)) continue;
      listing.putIfAbsent(model, provider);
      var date = DATE.matcher(model);
      if (!date.find()) continue;
      var listed = new Listed(provider, model, date(date));
      undated.merge(model.substring(0, date.start()), listed, UnqualifiedNames::better);
    }
  }

  /// Returns the first provider's newest model.
  private static Listed better(Listed first, Listed second) {
    boolean newer = second.date().compareTo(first.date()) > 0;
    return newer && first.provider().id().equals(second.provider().id()) ? second : first;
  }

  private static String date(MatchResult date) {
    if (date.group(1) != null) return date.group(1) + date.group(2) + date.group(3);
    if (date.group(5) != null) return date.group(5) + date.group(4) + "00";
    return "20" + date.group(6) + "00";
  }

  @Nullable Provider provider(String model) {
    return listing.get(model);
  }

  @Nullable Listed dated(String undatedName) {
    return undated.get(undatedName);
  }
}
