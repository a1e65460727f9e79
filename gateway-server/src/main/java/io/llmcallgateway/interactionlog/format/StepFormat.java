package io.llmcallgateway.interactionlog.format;

import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.interactionlog.writer.RollingLogFile;

/// Tells how a step of a call is told in a log file.
public interface StepFormat {
  /// Writes the lines of one step to the interaction log.
  void write(RollingLogFile file, CallStep step);

  /// Writes the line of a failed call to the error log.
  void writeError(RollingLogFile file, CallStep.Failed step);
}
