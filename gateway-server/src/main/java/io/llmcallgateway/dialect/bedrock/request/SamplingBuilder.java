package io.llmcallgateway.dialect.bedrock.request;

import io.llmcallgateway.model.chat.Sampling;
import org.jspecify.annotations.Nullable;

/// Builds the sampling of a request from Converse's fields and the model's own.
final class SamplingBuilder {
  private SamplingBuilder() {}

  static Sampling with(Sampling from, @Nullable Double temperature, @Nullable Double topP) {
    return new Sampling(temperature, topP, from.topK(), null, null, null, null, null, null);
  }

  static Sampling withTopK(Sampling from, long topK) {
    return new Sampling(from.temperature(), from.topP(), topK, null, null, null, null, null, null);
  }
}
