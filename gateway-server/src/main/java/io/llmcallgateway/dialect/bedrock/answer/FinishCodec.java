package io.llmcallgateway.dialect.bedrock.answer;

import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.wire.JsonNodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Stop reasons of whole answers and of streams.
public final class FinishCodec {
  private FinishCodec() {}

  /// Reads why the model stopped; null where the answer does not say.
  ///
  /// @param answer the object that has `stopReason`
  public static @Nullable Finish read(JsonNode answer, boolean called) {
    var word = JsonNodes.text(answer, "stopReason");
    if (word == null) return null;
    var reason = FinishWords.reason(word);
    if (reason == FinishReason.STOP && called) reason = FinishReason.TOOL_CALLS;
    // There where the client asked for it by additionalModelResponseFieldPaths.
    var sequence = JsonNodes.text(answer.path("additionalModelResponseFields"), "stop_sequence");
    return new Finish(reason, word, sequence);
  }

  /// The vendor's own word where it is one of Bedrock's.
  public static String word(@Nullable Finish finish, boolean called) {
    var reason = finish == null ? FinishReason.STOP : finish.reason();
    if (reason == FinishReason.STOP && called) reason = FinishReason.TOOL_CALLS;
    var own = finish == null ? null : finish.word();
    if (own == null || reason == FinishReason.OTHER) return FinishWords.word(reason);
    return FinishWords.reason(own) == reason ? own : FinishWords.word(reason);
  }
}
