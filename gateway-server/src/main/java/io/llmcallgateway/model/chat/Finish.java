package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;

/// States how a choice ended.
///
/// @param word the vendor's own word for it
/// @param stopSequence which sequence ended it, where the vendor tells
/// @param explanation why it was refused or blocked, in the vendor's words
/// @param category of the refusal, Anthropic's name of it
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

  /// The same with what the vendor tells about a refusal.
  public Finish explained(@Nullable String why, @Nullable String kind) {
    return why == null && kind == null ? this : new Finish(reason, word, stopSequence, why, kind);
  }

  /// The same for another reason.
  public Finish as(FinishReason other) {
    return new Finish(other, word, stopSequence, explanation, category);
  }

  /// What explains that there is no answer; null where nothing does.
  public @Nullable String refusal() {
    boolean refused = reason == FinishReason.REFUSAL || reason == FinishReason.CONTENT_FILTER;
    return refused ? explanation : null;
  }
}
