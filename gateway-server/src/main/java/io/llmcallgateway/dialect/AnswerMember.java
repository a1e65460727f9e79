package io.llmcallgateway.dialect;

/// Parts of an answer that some dialects have no place for.
public enum AnswerMember {
  /// More than one choice.
  CHOICES,
  LOGPROBS,
  IMAGES,

  /// Sources without an address: documents that the client sent, say.
  DOCUMENT_CITATIONS,
  /// Citations of an answer without words.
  WORDLESS_CITATIONS,

  /// The sequence that ended the answer.
  STOP_SEQUENCE,

  /// Why the vendor refused.
  EXPLANATION,

  /// The fact that the model refused, or that a filter did.
  REFUSAL
}
