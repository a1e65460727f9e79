package io.llmcallgateway.config;

import io.llmcallgateway.journal.PayloadPolicy;
import io.llmcallgateway.journal.Redaction;
import io.llmcallgateway.journal.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `journal:` in gateway.yaml, and `journal:` of a model.
final class JournalSection {
  static final List<String> PAYLOADS =
      Arrays.stream(PayloadPolicy.values()).map(PayloadPolicy::text).toList();

  private JournalSection() {}

  static JournalSettings read(NamedSettingValues values, Map<String, YamlValue> yaml) {
    return new JournalSettings(
        values.word(NamedSetting.JOURNAL_PAYLOADS, PayloadPolicy.values(), PayloadPolicy::text),
        (int) values.bytes(NamedSetting.JOURNAL_PAYLOAD_LIMIT, 1L << 30),
        new Retention(
            Duration.ofDays(values.days(NamedSetting.JOURNAL_KEEP_CALLS)),
            Duration.ofDays(values.days(NamedSetting.JOURNAL_KEEP_PAYLOADS)),
            values.bytes(NamedSetting.JOURNAL_SIZE, 1L << 50)),
        values.bytes(NamedSetting.JOURNAL_SPOOL, 1L << 40),
        redact(YamlFile.find(yaml, "journal.redact")),
        keys(YamlFile.find(yaml, "journal.keys")));
  }

  private static List<String> redact(@Nullable YamlValue list) {
    var rules = new ArrayList<String>();
    if (list == null) return rules;
    for (var item : list.itemsOrItself()) {
      var rule = item.text();
      if (rule == null) continue;
      var problem = Redaction.problem(rule);
      if (problem == null) rules.add(rule);
      else item.problem("'" + item.written() + "' " + problem);
    }
    return rules;
  }

  private static Map<String, PayloadPolicy> keys(@Nullable YamlValue section) {
    var keys = new LinkedHashMap<String, PayloadPolicy>();
    if (section == null) return keys;
    for (var member : section.members().entrySet()) {
      var kept = payloads(member.getValue());
      if (kept != null) keys.put(member.getKey(), kept);
    }
    return keys;
  }

  /// The policy of a value; null where nothing is given or a problem was noted.
  static @Nullable PayloadPolicy payloads(@Nullable YamlValue value) {
    return YamlWords.one(value, PayloadPolicy::of, PAYLOADS);
  }
}
