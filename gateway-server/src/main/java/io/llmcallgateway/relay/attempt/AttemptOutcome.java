package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.LossReport;
import io.llmcallgateway.route.Target;
import org.jspecify.annotations.Nullable;

/// The end of an attempt. Immutable.
public sealed interface AttemptOutcome {
  /// Returns where the attempt went; null where that was not settled.
  @Nullable Target target();

  /// Returns what was lost in translation.
  LossReport losses();

  /// Returns when content came.
  ContentTimes content();

  /// The client has, or is about to get the last bytes of, the whole answer.
  ///
  /// @param returnedModel the model as the answer names it; null where it does not, or where the
  ///   record finds it in what was kept
  /// @param firstByteMicros the time to the head of the provider's reply, in microseconds; negative
  ///   where no provider was asked
  record Completed(
      Target target,
      LossReport losses,
      Answer answer,
      @Nullable String returnedModel,
      Cost cost,
      ContentTimes content,
      long firstByteMicros)
      implements AttemptOutcome {}

  /// The attempt failed, and the client has no content yet, so that another may be made.
  ///
  /// @param cause with the failure
  /// @param status of the provider's reply; negative where there was none
  /// @param partial what was answered and did not reach the client; null where nothing was
  record FailedBeforeCommit(
      @Nullable Target target,
      LossReport losses,
      GatewayException cause,
      int status,
      @Nullable Answer partial,
      ContentTimes content)
      implements AttemptOutcome {
    public Failure failure() {
      return cause.failure();
    }

    /// Returns whether the provider has no such endpoint, or not for this model.
    public boolean endpointIsMissing() {
      return status == 404 || status == 405 || status == 501;
    }
  }

  /// The attempt failed after the client had content. The client has been told.
  ///
  /// @param cause with the failure
  /// @param partial what had been answered; null where that is not known
  record FailedAfterCommit(
      Target target,
      LossReport losses,
      GatewayException cause,
      @Nullable Answer partial,
      ContentTimes content)
      implements AttemptOutcome {
    public Failure failure() {
      return cause.failure();
    }
  }

  /// The client left.
  ///
  /// @param partial what had been answered; null where that is not known
  record ClientGone(
      @Nullable Target target, LossReport losses, @Nullable Answer partial, ContentTimes content)
      implements AttemptOutcome {}
}
