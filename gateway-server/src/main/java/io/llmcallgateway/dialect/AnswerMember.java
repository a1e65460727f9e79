package io.llmcallgateway.dialect;

/// Names what of an answer some dialects have no place for.
public enum AnswerMember {
  /// More than one choice.
  CHOICES,
  LOGPROBS,
  IMAGES,

  /// Sources without an address: documents that the client sent, say.
  DOCUMENT_CITATIONS,
  /// Citations of an answer without words.
  WORDLESS_CITATIONS,

  /// Which sequence ended the answer.
  STOP_SEQUENCE,

  /// Why the vendor refused.
  EXPLANATION,

  /// That the model refused, or a filter did.
  REFUSAL
}
