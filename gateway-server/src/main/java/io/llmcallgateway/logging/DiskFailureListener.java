package io.llmcallgateway.logging;

import java.io.IOException;

/// Hears of each failure to write, roll or remove a log file.
@FunctionalInterface
public interface DiskFailureListener {
  void failed(IOException failure);
}
