package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;

/// A wire format, on both sides of the gateway: what it takes to carry a call through the verbatim
/// lane and to speak to its clients.
public interface Dialect {
  /// What routing must know; throws a `GatewayException` that says what is wrong with the request.
  Facts facts(Inbound in);

  /// The client's bytes for a target of this same dialect: only the model name is replaced, and
  /// stream usage asked for where `askUsage` says so.
  Body forTarget(Body request, Facts facts, String model, boolean askUsage);

  /// Reads a plain answer on its way. Throws a `GatewayException` where it is no answer at all (not
  /// JSON, or an error in a 200).
  Answer readAnswer(Facts facts, Body answer, String provider);

  /// A reader of one streamed answer.
  StreamTap tap(Facts facts, String provider);

  /// A provider's error reply of this dialect as a failure; never throws, whatever the body holds.
  Failure readError(int status, Headers headers, Body body, String provider);

  /// A failure as this dialect's error body.
  Body writeError(Failure failure);

  /// A failure as an event in the middle of a stream.
  byte[] errorEvent(Failure failure);

  /// What ends a complete stream.
  byte[] streamEnd();
}
