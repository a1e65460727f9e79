package io.llmcallgateway.dialect;

import java.util.Locale;

/// Kinds of parts that an outline tells apart.
public enum PartType {
  TEXT,
  REASONING,
  TOOL_CALL,
  TOOL_RESULT,
  TOOL_DEFINITION,
  IMAGE,
  AUDIO,
  FILE,
  REFUSAL,
  CITATION,
  UNKNOWN;

  private final String text = name().toLowerCase(Locale.ROOT);

  /// Returns the name in documents.
  public String text() {
    return text;
  }
}
