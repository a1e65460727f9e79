package io.llmcallgateway.config;

import java.util.List;

/// Formats the report of `./gateway config`: setting, value, origin.
public final class ConfigReport {
  private ConfigReport() {}

  public static String of(LoadedConfiguration loaded) {
    var origins = loaded.origins();
    int names = width(origins.stream().map(SettingOrigin::path).toList());
    int values = Math.min(width(origins.stream().map(SettingOrigin::value).toList()), 60);
    var report = new StringBuilder();
    for (var origin : origins) {
      report.append(padded(origin.path(), names)).append("  ");
      report.append(padded(origin.value(), values)).append("  ");
      report.append(origin.source()).append('\n');
    }
    return report.toString();
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(ConfigReport::columns).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(width - columns(text), 0));
  }

  /// The width of a text in a terminal: a Chinese character takes two columns.
  private static int columns(String text) {
    return text.codePoints().map(c -> (c >= 0x2E80 && c <= 0xFF60) || c >= 0x1F300 ? 2 : 1).sum();
  }
}
