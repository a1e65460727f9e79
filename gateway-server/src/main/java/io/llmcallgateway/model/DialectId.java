package io.llmcallgateway.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The wire formats that the gateway speaks. This is the one list of them; the compiler asks
/// `bootstrap.AllDialects` for the module of each.
public enum DialectId {
  OPENAI,
  RESPONSES,
  ANTHROPIC,
  GEMINI,
  BEDROCK,
  COHERE,
  OLLAMA;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /// The name in gateway.yaml, in records and in documents.
  public String text() {
    return text;
  }

  /// The dialect of that name; null where there is none.
  public static @Nullable DialectId of(String text) {
    for (var dialect : values()) if (dialect.text.equals(text)) return dialect;
    return null;
  }

  /// True if clients come back to an answer by the id that the answer has.
  public boolean answersHaveIds() {
    return this == RESPONSES;
  }
}
