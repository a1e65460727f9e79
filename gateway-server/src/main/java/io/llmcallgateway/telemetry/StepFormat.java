package io.llmcallgateway.telemetry;

import io.llmcallgateway.model.Failure;
import java.util.Locale;

/// How a step of a call is told in a log file.
interface StepFormat {
  /// Writes the lines of one step to the interaction log.
  void write(LogFile file, CallStep step);

  /// Writes the line of a failed call to the error log.
  void writeError(LogFile file, CallStep.Failed step);

  /// The provider's or our own code of a failure.
  static String code(Failure failure) {
    var code = failure.code();
    return code != null ? code : failure.kind().name().toLowerCase(Locale.ROOT);
  }
}
