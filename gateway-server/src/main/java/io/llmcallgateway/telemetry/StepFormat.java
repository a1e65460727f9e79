package io.llmcallgateway.telemetry;

/// Tells how a step of a call is told in a log file.
interface StepFormat {
  /// Writes the lines of one step to the interaction log.
  void write(LogFile file, CallStep step);

  /// Writes the line of a failed call to the error log.
  void writeError(LogFile file, CallStep.Failed step);
}
