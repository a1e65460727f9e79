package io.llmcallgateway.model;

/// What a call asks a model to do.
public enum Operation {
  CHAT,
  COMPLETION,
  EMBEDDING,
  COUNT_TOKENS
}
