package io.llmcallgateway.relay.operation;

import io.llmcallgateway.meter.Tokenizer;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Vocabulary;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Tool;
import java.util.ArrayList;
import java.util.List;

/// Tells how many tokens a request sends by the gateway's own count, for targets that do not count:
/// by the vocabulary nearest to the model's.
public final class TokenEstimate {
  /// Of a message's frame, and of the answer's beginning, as OpenAI's cookbook counts them.
  private static final int PER_MESSAGE = 4;

  private static final int AT_THE_END = 3;

  /// What vendors take for a picture of middling size.
  private static final int PER_MEDIA = 800;

  private final List<String> texts = new ArrayList<>();
  private long others = AT_THE_END;

  private TokenEstimate(ChatRequest request) {
    for (var message : request.messages()) {
      others += PER_MESSAGE;
      add(message.parts());
    }
    request.tools().forEach(this::add);
  }

  /// Waits for the tokenizer.
  public static long of(ChatRequest request, Vocabulary vocabulary, Tokenizer tokenizer)
      throws InterruptedException {
    var estimate = new TokenEstimate(request);
    return estimate.others + tokenizer.count(vocabulary, estimate.texts);
  }

  /// Whether an estimate is better than this failure to count: the provider cannot count this, as
  /// opposed to a bad key or a trouble that passes.
  public static boolean isBetterThan(Failure failure) {
    if (failure.origin() != Failure.Origin.PROVIDER) return false;
    return switch (failure.kind()) {
      case INVALID_REQUEST,
          CONTEXT_LENGTH,
          FORBIDDEN,
          UNKNOWN_PATH,
          MODEL_NOT_FOUND,
          METHOD_NOT_ALLOWED,
          UNSUPPORTED ->
          true;
      case UNAUTHENTICATED,
          CLIENT_TIMEOUT,
          TOO_LARGE,
          UNSUPPORTED_ENCODING,
          HEADERS_TOO_LARGE,
          QUOTA_EXHAUSTED,
          RATE_LIMITED,
          INTERNAL,
          UPSTREAM_AUTH,
          UPSTREAM_ERROR,
          UPSTREAM_UNREACHABLE,
          STREAM_CUT,
          OVERLOADED,
          STOPPING,
          TIMEOUT ->
          false;
    };
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
          others += PER_MESSAGE;
          add(result.content());
        }
        case Part.Media _ -> others += PER_MEDIA;
        case Part.Foreign foreign -> texts.add(foreign.node().toString());
      }
    }
  }
}
