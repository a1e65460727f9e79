package io.llmcallgateway.model;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Holds what a lane read of an answer on its way: enough for the logs and the metrics.
///
/// @param body the answer as one JSON document; a stream's is assembled from its chunks
/// @param text the first choice's text, JSON-escaped, without quotes
/// @param usage as the provider sent it, or null when it sent none
public record Answer(
    Body body,
    Body text,
    List<ToolCall> toolCalls,
    @Nullable String finishReason,
    @Nullable Usage usage) {

  /// One tool call; `arguments` is JSON-escaped as it stood inside the answer's string.
  public record ToolCall(String name, Body arguments) {}

  public Answer {
    toolCalls = List.copyOf(toolCalls);
  }

  /// The same answer with all that it says masked.
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

  /// The same answer without all that it says.
  public Answer withoutContent() {
    return new Answer(Body.EMPTY, Body.EMPTY, List.of(), finishReason, usage);
  }

  /// The same with another document.
  public Answer with(Body body) {
    return new Answer(body, text, toolCalls, finishReason, usage);
  }
}
