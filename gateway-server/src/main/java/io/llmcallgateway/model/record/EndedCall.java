package io.llmcallgateway.model.record;

import java.util.List;

/// A call's record with its payloads.
///
/// @param listed whether the record itself is kept, rather than only counted
public record EndedCall(CallRecord record, List<Payload> payloads, boolean listed) {
  public EndedCall {
    payloads = List.copyOf(payloads);
  }
}
