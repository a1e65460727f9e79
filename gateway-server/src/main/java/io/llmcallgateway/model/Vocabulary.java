package io.llmcallgateway.model;

/// A published vocabulary of tokens, with which the gateway counts for itself.
public enum Vocabulary {
  O200K,
  CL100K
}
