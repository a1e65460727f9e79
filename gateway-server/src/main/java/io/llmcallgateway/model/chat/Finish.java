package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;

/// How a choice ended.
///
/// @param word the vendor's own word for it
/// @param stopSequence which sequence ended it, where the vendor tells
public record Finish(FinishReason reason, @Nullable String word, @Nullable String stopSequence) {
  public static Finish of(FinishReason reason) {
    return new Finish(reason, null, null);
  }
}
