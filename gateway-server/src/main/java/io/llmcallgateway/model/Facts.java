package io.llmcallgateway.model;

import org.jspecify.annotations.Nullable;

/// The facts about a request that routing needs, read without a full parse. Spans are byte ranges
/// in the body of the request.
///
/// @param model the model's name as the client wrote it
/// @param modelSpan the JSON value of the model, quotes included; null if the name is in the path
/// @param stream true if the client wants a stream
/// @param streamOptions the `stream_options` value; null if the client sent no object
/// @param includeUsage the `include_usage` value inside it; null if the client sent none
/// @param wantsUsage true if the client wants the usage in a stream
/// @param userText the JSON string of the last user message (or prompt, or input), quotes included
/// @param wantsSchema true if the answer must be valid for a JSON schema; read for OpenAI's format
///   only, which vendors support in part
/// @param labels the labels that the request has
/// @param cost whether the stream must report its cost, which includes its usage
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

  /// The request for the cost in a stream's usage, in `stream_options`.
  public enum CostAsked {
    /// The member is absent.
    NO,
    /// The member is present, which providers must not see, and false.
    DECLINED,
    YES
  }

  /// Facts of a request that does not ask for the cost.
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
