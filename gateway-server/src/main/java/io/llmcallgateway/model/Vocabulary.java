package io.llmcallgateway.model;

/// A published vocabulary of tokens, by which the gateway counts tokens itself.
public enum Vocabulary {
  O200K,
  CL100K
}
