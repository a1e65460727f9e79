package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;

/// A vendor's signed or encrypted reasoning data, to be sent back unchanged.
///
/// @param family the vendors whose models accept it: ANTHROPIC, GEMINI, OPENAI or another name
/// @param encrypted true if `data` is the reasoning itself (redacted thinking, encrypted content),
///   false if it only signs a text
/// @param id the reasoning item's own id; null if the vendor gives none
public record Signature(String family, boolean encrypted, String data, @Nullable String id) {
  public static final String ANTHROPIC = "anthropic";
  public static final String GEMINI = "gemini";

  /// Encrypted reasoning items of the Responses API.
  public static final String OPENAI = "openai";

  public static final String XAI = "xai";
}
