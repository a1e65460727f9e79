package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;

/// Holds what a vendor signed or encrypted of its reasoning, to be sent back unchanged.
///
/// @param family which vendors' models take it: ANTHROPIC, GEMINI, OPENAI or another name
/// @param encrypted true where `data` is the reasoning itself (redacted thinking, encrypted
///   content), false where it only signs a text
/// @param id the reasoning item's own id, where the vendor gives one
public record Signature(String family, boolean encrypted, String data, @Nullable String id) {
  public static final String ANTHROPIC = "anthropic";
  public static final String GEMINI = "gemini";

  /// Encrypted reasoning items of the Responses API.
  public static final String OPENAI = "openai";

  public static final String XAI = "xai";
}
