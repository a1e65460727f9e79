package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;

/// The end of a choice.
///
/// @param word the vendor's own term for the reason
/// @param stopSequence the sequence that ended it, if the vendor gives it
/// @param explanation the reason for a refusal or a block, in the vendor's words
/// @param category Anthropic's category of a refusal
public record Finish(
    FinishReason reason,
    @Nullable String word,
    @Nullable String stopSequence,
    @Nullable String explanation,
    @Nullable String category) {
  public Finish(FinishReason reason, @Nullable String word, @Nullable String stopSequence) {
    this(reason, word, stopSequence, null, null);
  }

  public static Finish of(FinishReason reason) {
    return new Finish(reason, null, null);
  }

  /// Returns this with the vendor's explanation of a refusal.
  public Finish explained(@Nullable String why, @Nullable String kind) {
    return why == null && kind == null ? this : new Finish(reason, word, stopSequence, why, kind);
  }

  /// Returns this with another reason.
  public Finish as(FinishReason other) {
    return new Finish(other, word, stopSequence, explanation, category);
  }

  /// Returns the explanation for a missing answer; null if there is none.
  public @Nullable String refusal() {
    boolean refused = reason == FinishReason.REFUSAL || reason == FinishReason.CONTENT_FILTER;
    return refused ? explanation : null;
  }
}
