package io.llmcallgateway.logging;

import java.nio.file.Path;

/// The settings of the log files.
///
/// @param level of the system log: TRACE, DEBUG, INFO, WARN or ERROR
/// @param rotationBytes the size at which a file is rolled
/// @param retentionDays how many days before today are kept
/// @param totalBytes that the files of all logs may have together
/// @param json one JSON object per line instead of text
/// @param console whether system events are shown on the console too
public record LogSettings(
    Path directory,
    String level,
    long rotationBytes,
    int retentionDays,
    long totalBytes,
    boolean json,
    boolean console) {
  private static final int LEAST_PARTS = 16;

  /// Files roll early enough for the bound on all of them to leave some.
  public LogSettings {
    rotationBytes = Math.clamp(totalBytes / LEAST_PARTS, 1, rotationBytes);
  }
}
