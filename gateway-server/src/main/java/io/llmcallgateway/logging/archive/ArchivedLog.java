package io.llmcallgateway.logging.archive;

import java.nio.file.Path;

/// A log whose rolled files the archiver compresses and removes. Any thread may ask.
public interface ArchivedLog {
  /// The part of its files' names that is its own.
  String logName();

  Path directory();

  /// The file that is written to now, which the archiver leaves alone.
  Path active();
}
