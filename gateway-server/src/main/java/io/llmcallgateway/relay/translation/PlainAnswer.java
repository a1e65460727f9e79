package io.llmcallgateway.relay.translation;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import java.util.List;

/// A plain answer on its way back.
///
/// @param toClient as the client gets it
public record PlainAnswer(Answer answer, Body toClient) {
  /// Returns a body that holds no answer of a model.
  public static PlainAnswer unread(Body body) {
    return new PlainAnswer(new Answer(body, Body.EMPTY, List.of(), null, null), body);
  }
}
