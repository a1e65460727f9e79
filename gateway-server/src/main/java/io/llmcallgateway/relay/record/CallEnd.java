package io.llmcallgateway.relay.record;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import org.jspecify.annotations.Nullable;

/// The end of a call, for its observers.
///
/// @param call the record with its payloads
/// @param failure as the gateway knows it; null where there was none
/// @param answer the whole answer, or what there was of it; null where nothing was
public record CallEnd(EndedCall call, @Nullable Failure failure, @Nullable Answer answer) {
  public CallRecord record() {
    return call.record();
  }
}
