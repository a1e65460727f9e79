package io.llmcallgateway.model;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The content of an answer for the logs and the metrics.
///
/// @param body the answer as one JSON document; a stream's is assembled from its chunks
/// @param text of the first choice, JSON-escaped, without quotes
/// @param usage as the provider sent it; null if it sent none
public record Answer(
    Body body,
    Body text,
    List<ToolCall> toolCalls,
    @Nullable String finishReason,
    @Nullable Usage usage) {

  /// A tool call.
  ///
  /// @param arguments JSON-escaped, as inside the string of the answer
  public record ToolCall(String name, Body arguments) {}

  public Answer {
    toolCalls = List.copyOf(toolCalls);
  }

  /// Returns the answer with all content masked.
  public Answer masked(UnaryOperator<Body> mask) {
    return new Answer(
        mask.apply(body),
        mask.apply(text),
        toolCalls.stream()
            .map(call -> new ToolCall(call.name(), mask.apply(call.arguments())))
            .toList(),
        finishReason,
        usage);
  }

  /// Returns the answer without content.
  public Answer withoutContent() {
    return new Answer(Body.EMPTY, Body.EMPTY, List.of(), finishReason, usage);
  }

  /// Returns the answer with another document.
  public Answer with(Body body) {
    return new Answer(body, text, toolCalls, finishReason, usage);
  }
}
