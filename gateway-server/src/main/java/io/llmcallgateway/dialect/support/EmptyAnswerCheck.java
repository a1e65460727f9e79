package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Refuses answers that are empty because they failed: a malformed tool call, no choices. An answer
/// that ended well, at a limit or with a refusal may be empty.
public final class EmptyAnswerCheck {
  private EmptyAnswerCheck() {}

  /// Throws where none of the choices holds anything and one of them ended as no answer ends.
  public static void refuse(ChatAnswer answer, String provider) {
    if (answer.choices().isEmpty()) throw noChoices(provider);
    for (var choice : answer.choices()) if (says(choice)) return;
    for (var choice : answer.choices()) {
      if (!mayBeEmpty(choice.finish())) throw failed(choice.finish(), provider);
    }
  }

  /// Throws where a choice of a stream has finished that holds nothing and ended as no answer ends.
  public static void refuse(ChatAnswer soFar, Finish finish, String provider) {
    var failure = failure(soFar, finish, provider);
    if (failure != null) throw new GatewayException(failure);
  }

  /// The failure of a choice of a stream that has just finished; null where it may end so.
  public static @Nullable Failure failure(ChatAnswer soFar, Finish finish, String provider) {
    if (mayBeEmpty(finish)) return null;
    for (var choice : soFar.choices()) if (says(choice)) return null;
    return failed(finish, provider).failure();
  }

  public static GatewayException noChoices(String provider) {
    return failure(provider, "The provider's answer has no choices.");
  }

  /// True if an answer without a word may end so.
  public static boolean mayBeEmpty(@Nullable Finish finish) {
    if (finish == null) return false;
    return switch (finish.reason()) {
      case STOP, STOP_SEQUENCE, LENGTH, CONTENT_FILTER, REFUSAL, PAUSE -> true;
      case TOOL_CALLS, MALFORMED_CALL, OTHER -> false;
    };
  }

  public static GatewayException failed(@Nullable Finish finish, String provider) {
    var word = finish == null ? null : finish.word();
    var how = word == null ? "without a reason" : "with the reason " + word;
    return failure(provider, "The provider's answer is empty and ended " + how + ".");
  }

  private static GatewayException failure(String provider, String message) {
    return new GatewayException(Failure.ofProvider(Failure.Kind.UPSTREAM_ERROR, provider, message));
  }

  /// Reasoning alone is no answer.
  private static boolean says(ChatAnswer.Choice choice) {
    List<Part> parts = choice.parts();
    for (var part : parts) {
      boolean says =
          switch (part) {
            case Part.Text text -> !text.text().isEmpty();
            case Part.Refusal _, Part.ToolCall _, Part.Media _, Part.Foreign _ -> true;
            case Part.Reasoning _, Part.ToolResult _ -> false;
          };
      if (says) return true;
    }
    return false;
  }
}
