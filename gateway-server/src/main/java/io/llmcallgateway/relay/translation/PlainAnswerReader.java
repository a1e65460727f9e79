package io.llmcallgateway.relay.translation;

import io.llmcallgateway.model.Body;

/// Reads a whole plain answer and writes it for the client. Throws a `GatewayException` where it is
/// none.
public interface PlainAnswerReader {
  PlainAnswer read(Body body);
}
