package io.llmcallgateway.config;

import org.jspecify.annotations.Nullable;

/// A target as it is written: `provider/model`.
record TargetName(String provider, String model) {
  /// The parts of a text; null where it has not that form.
  static @Nullable TargetName of(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1) return null;
    return new TargetName(text.substring(0, slash), text.substring(slash + 1));
  }

  /// Notes a `*` that stands for nothing, since the group's name has none.
  void checkWildcard(String group, YamlValue at) {
    if (model.indexOf('*') < 0 || group.indexOf('*') >= 0) return;
    at.problem(
        "the * of '"
            + at.written()
            + "' stands for what the * of a wildcard name matched, and '"
            + group
            + "' has none");
  }
}
