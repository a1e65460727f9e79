package io.llmcallgateway.interactionlog.format;

import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.logging.line.LineSink;

/// Tells how a step of a call is told in a log file.
public interface StepFormat {
  /// Writes the lines of one step to the interaction log.
  void write(LineSink lines, CallStep step);

  /// Writes the line of a failed call to the error log.
  void writeError(LineSink lines, CallStep.Failed step);
}
