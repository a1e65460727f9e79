package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The sampling parameters; null stands for the model's default.
///
/// @param temperature in OpenAI's range, 0 to 2, unless the client's dialect has another one
/// @param topLogprobs 0 to 20
/// @param logitBias OpenAI's object of token ids
public record Sampling(
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Long topK,
    @Nullable Double frequencyPenalty,
    @Nullable Double presencePenalty,
    @Nullable Long seed,
    @Nullable Boolean logprobs,
    @Nullable Integer topLogprobs,
    @Nullable JsonNode logitBias) {
  public static final Sampling DEFAULT =
      new Sampling(null, null, null, null, null, null, null, null, null);
}
