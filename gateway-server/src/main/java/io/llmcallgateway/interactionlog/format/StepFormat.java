package io.llmcallgateway.interactionlog.format;

import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.logging.line.LineSink;

/// Writes the steps of calls as lines of a log.
public interface StepFormat {
  /// Writes the lines of one step to the interaction log.
  void write(LineSink lines, CallStep step);

  /// Writes the line of a failed call to the error log.
  void writeError(LineSink lines, CallStep.Failed step);
}
