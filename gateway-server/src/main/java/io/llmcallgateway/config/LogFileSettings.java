package io.llmcallgateway.config;

import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.event.Level;

/// Settings of the log files.
///
/// @param level of the system log
/// @param rotation the size at which a file is rolled, in bytes
/// @param retention the time for which files are kept, in whole days
/// @param totalSize the most that the files of all logs take together, in bytes
public record LogFileSettings(
    Path directory, Level level, long rotation, Duration retention, long totalSize, Format format) {
  /// The formats of log lines.
  public enum Format {
    TEXT,
    JSON
  }
}
