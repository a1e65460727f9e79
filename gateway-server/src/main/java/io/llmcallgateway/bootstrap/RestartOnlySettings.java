package io.llmcallgateway.bootstrap;

import io.llmcallgateway.config.Settings;
import java.util.ArrayList;
import java.util.List;

/// The settings that a running gateway cannot change.
final class RestartOnlySettings {
  private RestartOnlySettings() {}

  /// Returns the names of the settings that differ.
  static List<String> between(Settings old, Settings next) {
    var names = new ArrayList<String>();
    if (!old.listen().equals(next.listen())) names.add("listen");
    if (!old.dataDir().equals(next.dataDir())) names.add("data-dir");
    if (!old.log().equals(next.log())) names.add("log");
    if (!old.access().corsOrigins().equals(next.access().corsOrigins())) names.add("cors-origins");
    if (old.limits().bodyLimit() != next.limits().bodyLimit()) names.add("body-limit");
    if (old.limits().uploadLimit() != next.limits().uploadLimit()) names.add("upload-limit");
    if (old.limits().memoryShare() != next.limits().memoryShare()) names.add("memory-share");
    if (old.journal().spool() != next.journal().spool()) names.add("journal.spool");
    if (!old.otel().equals(next.otel())) names.add("otel");
    return names;
  }
}
