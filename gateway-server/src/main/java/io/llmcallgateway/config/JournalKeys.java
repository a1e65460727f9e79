package io.llmcallgateway.config;

import io.llmcallgateway.config.Settings.JournalSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells how much is kept of calls: `journal:` of a model, and `journal.keys` by client keys.
final class JournalKeys {
  private JournalKeys() {}

  static Map<String, String> read(@Nullable YamlValue section) {
    var keys = new LinkedHashMap<String, String>();
    if (section == null) return keys;
    for (var member : section.members().entrySet()) {
      var kept = payloads(member.getValue());
      if (kept != null) keys.put(member.getKey(), kept);
    }
    return keys;
  }

  /// One of `full`, `metadata` and `off`; null where nothing is said or the problem is noted.
  static @Nullable String payloads(@Nullable YamlValue value) {
    var text = value == null ? null : value.text();
    if (value == null || text == null) return null;
    if (JournalSettings.PAYLOADS.contains(text)) return text;
    value.problem(
        "'" + value.written() + "' is none of " + String.join(", ", JournalSettings.PAYLOADS));
    return null;
  }
}
