package io.llmcallgateway.meter;

import io.llmcallgateway.model.Vocabulary;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Tool;
import java.util.ArrayList;
import java.util.List;

/// Estimates the tokens of a chat request, for targets without a counting API: by the vocabulary
/// nearest to the model's, with the vendor's usual numbers for message frames and images.
public final class TokenEstimate {
  private final List<String> texts = new ArrayList<>();
  private long others = TokenHeuristics.PER_ANSWER;

  private TokenEstimate(ChatRequest request) {
    for (var message : request.messages()) {
      others += TokenHeuristics.PER_MESSAGE;
      add(message.parts());
    }
    request.tools().forEach(this::add);
  }

  /// Returns the estimate. Blocks while the tokenizer counts.
  public static long of(ChatRequest request, Vocabulary vocabulary, Tokenizer tokenizer)
      throws InterruptedException {
    var estimate = new TokenEstimate(request);
    return estimate.others + tokenizer.count(vocabulary, estimate.texts);
  }

  private void add(Tool tool) {
    switch (tool) {
      case Tool.Function function -> {
        texts.add(function.name());
        if (function.description() != null) texts.add(function.description());
        if (function.schema() != null) texts.add(function.schema().toString());
      }
      case Tool.Foreign foreign -> texts.add(foreign.node().toString());
    }
  }

  private void add(List<Part> parts) {
    for (var part : parts) {
      switch (part) {
        case Part.Text text -> texts.add(text.text());
        case Part.Refusal text -> texts.add(text.text());
        case Part.Reasoning reasoning -> texts.add(reasoning.text());
        case Part.ToolCall call -> {
          texts.add(call.name());
          texts.add(call.arguments());
        }
        case Part.ToolResult result -> {
          others += TokenHeuristics.PER_MESSAGE;
          add(result.content());
        }
        case Part.Media _ -> others += TokenHeuristics.PER_MEDIA;
        case Part.Foreign foreign -> texts.add(foreign.node().toString());
      }
    }
  }
}
