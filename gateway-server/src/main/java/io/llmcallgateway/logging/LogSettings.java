package io.llmcallgateway.logging;

import java.nio.file.Path;

/// States how the log files are written.
///
/// @param level of the system log: TRACE, DEBUG, INFO, WARN or ERROR
/// @param rotationBytes the size at which a file is rolled
/// @param retentionDays how many days before today are kept
/// @param json one JSON object per line instead of text
/// @param console whether system events are shown on the console too
public record LogSettings(
    Path directory,
    String level,
    long rotationBytes,
    int retentionDays,
    boolean json,
    boolean console) {}
