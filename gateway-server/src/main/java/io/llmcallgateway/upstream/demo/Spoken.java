package io.llmcallgateway.upstream.demo;

import java.util.List;

/// A whole answer before it is written: its choices and what they cost.
record Spoken(List<Said> choices, int promptTokens) {
  Spoken {
    choices = List.copyOf(choices);
  }

  int completionTokens() {
    int count = 0;
    for (var said : choices) count += said.tokens();
    return count;
  }

  String usage() {
    int completion = completionTokens();
    return "{\"prompt_tokens\":"
        + promptTokens
        + ",\"completion_tokens\":"
        + completion
        + ",\"total_tokens\":"
        + (promptTokens + completion)
        + ",\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0}"
        + ",\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,"
        + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";
  }
}
