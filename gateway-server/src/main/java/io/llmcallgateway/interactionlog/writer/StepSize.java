package io.llmcallgateway.interactionlog.writer;

import io.llmcallgateway.interactionlog.CallStep;
import io.llmcallgateway.model.Answer;
import org.jspecify.annotations.Nullable;

/// Estimates how many bytes a step keeps in memory while it waits.
final class StepSize {
  private static final int OVERHEAD = 256;

  private StepSize() {}

  static int of(CallStep step) {
    return OVERHEAD
        + switch (step) {
          case CallStep.Started started -> started.request().size();
          case CallStep.Sent sent -> sent.body().size();
          case CallStep.Answered answered -> answered.body().size();
          case CallStep.Retried _ -> 0;
          case CallStep.Completed completed -> of(completed.answer());
          case CallStep.Failed failed -> of(failed.partial());
          case CallStep.Cancelled cancelled -> of(cancelled.partial());
        };
  }

  private static int of(@Nullable Answer answer) {
    if (answer == null) return 0;
    var body = answer.body();
    return body.size() == 0 ? answer.text().size() : body.size();
  }
}
