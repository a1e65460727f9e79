package io.llmcallgateway.upstream.demo;

import java.util.List;

/// An answer before it is written: its choices and its token counts.
record DemoAnswer(List<DemoChoice> choices, int promptTokens) {
  DemoAnswer {
    choices = List.copyOf(choices);
  }

  int completionTokens() {
    int count = 0;
    for (var choice : choices) count += choice.tokens();
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
