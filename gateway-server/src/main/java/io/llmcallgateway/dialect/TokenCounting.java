package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.ChatRequest;

/// A dialect that can ask for the tokens of a request without an answer. Thread-safe.
public interface TokenCounting {
  /// The question to a target, for its `COUNT_TOKENS` path.
  Outbound writeCount(ChatRequest request, TargetModel target, Losses losses);

  /// The target's answer: how many tokens go in. Throws a `GatewayException` where it is no answer
  /// at all.
  long readCount(Body body);

  /// The answer to a client that asked.
  Body writeCount(long tokens);
}
