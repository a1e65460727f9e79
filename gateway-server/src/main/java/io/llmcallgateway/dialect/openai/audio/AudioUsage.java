package io.llmcallgateway.dialect.openai.audio;

import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads what a provider says that sound used. A duration is no number of tokens, and tokens of
/// which it is not said whether they are of sound or of text have no price: both are unknown.
final class AudioUsage {
  private AudioUsage() {}

  /// @param usage the member of an answer, or what stands in its place
  static @Nullable Usage read(Operation operation, JsonNode usage) {
    var input = usage.path("input_tokens");
    var output = usage.path("output_tokens");
    if (!input.isIntegralNumber() || !output.isIntegralNumber()) return null;
    if (operation == Operation.SPEECH) return Usage.of(input.asLong(), output.asLong());
    var audio = usage.path("input_token_details").path("audio_tokens");
    if (!audio.isIntegralNumber()) return null;
    long heard = Math.clamp(audio.asLong(), 0, input.asLong());
    return new Usage(input.asLong() - heard, 0, 0, 0, heard, output.asLong(), 0, 0);
  }
}
