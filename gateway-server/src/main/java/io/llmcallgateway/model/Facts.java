package io.llmcallgateway.model;

import org.jspecify.annotations.Nullable;

/// Holds what the gateway must know of a request before it can route it, read without a full parse.
/// Spans are byte ranges in the request's body.
///
/// @param model the model name as the client wrote it
/// @param modelSpan the model's JSON value, quotes included; null where the path holds the name
/// @param stream whether a streamed answer is asked for
/// @param streamOptions the `stream_options` value, where the client sent an object
/// @param includeUsage the `include_usage` value inside it, where the client sent one
/// @param wantsUsage whether the client asked for the stream's usage chunk
/// @param userText the JSON string of the last user message (or prompt, or input), quotes included
/// @param wantsSchema whether the answer must fit a JSON schema; told by OpenAI's format alone,
///   which is the one that vendors take without taking all of it
/// @param labels what the request says of itself
/// @param cost whether the stream shall tell its cost, which includes its usage
public record Facts(
    Operation operation,
    String model,
    @Nullable Span modelSpan,
    boolean stream,
    @Nullable Span streamOptions,
    @Nullable Span includeUsage,
    boolean wantsUsage,
    @Nullable Span userText,
    boolean wantsSchema,
    Labels labels,
    CostAsked cost) {

  /// Whether the request's `stream_options` ask for the cost in the stream's usage.
  public enum CostAsked {
    /// Not a word of it.
    NO,
    /// It is mentioned, which providers must not see, and declined.
    DECLINED,
    YES
  }

  /// A request that does not ask for the cost.
  public Facts(
      Operation operation,
      String model,
      @Nullable Span modelSpan,
      boolean stream,
      @Nullable Span streamOptions,
      @Nullable Span includeUsage,
      boolean wantsUsage,
      @Nullable Span userText,
      boolean wantsSchema,
      Labels labels) {
    this(
        operation,
        model,
        modelSpan,
        stream,
        streamOptions,
        includeUsage,
        wantsUsage,
        userText,
        wantsSchema,
        labels,
        CostAsked.NO);
  }
}
