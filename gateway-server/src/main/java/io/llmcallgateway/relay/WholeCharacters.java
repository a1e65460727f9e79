package io.llmcallgateway.relay;

import io.llmcallgateway.model.chat.ChatEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps the two halves of a character together that a provider split between two events (seen as
/// `"\ud83d"` and `"\ude00"`): half a character cannot be written as UTF-8. One stream, one thread.
final class WholeCharacters {
  private @Nullable ChatEvent owner;
  private char half;

  void take(ChatEvent event, Consumer<ChatEvent> out) {
    var text = text(event);
    if (text == null) {
      end(out);
      out.accept(event);
      return;
    }
    if (owner == null && !endsInHalf(text)) {
      out.accept(event);
      return;
    }
    if (owner != null) {
      if (sameStretch(owner, event)) {
        text = half + text;
        owner = null;
      } else {
        end(out);
      }
    }
    if (endsInHalf(text)) {
      owner = event;
      half = text.charAt(text.length() - 1);
      text = text.substring(0, text.length() - 1);
    }
    if (!text.isEmpty()) out.accept(with(event, text));
  }

  /// Half a character whose other half never came.
  void end(Consumer<ChatEvent> out) {
    var left = owner;
    owner = null;
    if (left != null) out.accept(with(left, "\uFFFD"));
  }

  private static boolean endsInHalf(String text) {
    return !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
  }

  private static @Nullable String text(ChatEvent event) {
    return switch (event) {
      case ChatEvent.Text text -> text.text();
      case ChatEvent.Reasoning reasoning -> reasoning.text();
      case ChatEvent.Refusal refusal -> refusal.text();
      case ChatEvent.CallArguments arguments -> arguments.fragment();
      case ChatEvent.Started _,
          ChatEvent.Signed _,
          ChatEvent.CallStarted _,
          ChatEvent.CallEnded _,
          ChatEvent.Cited _,
          ChatEvent.Logprobs _,
          ChatEvent.Block _,
          ChatEvent.Finished _,
          ChatEvent.Used _ ->
          null;
    };
  }

  private static boolean sameStretch(ChatEvent first, ChatEvent second) {
    return switch (first) {
      case ChatEvent.Text a -> second instanceof ChatEvent.Text b && a.choice() == b.choice();
      case ChatEvent.Reasoning a ->
          second instanceof ChatEvent.Reasoning b && a.choice() == b.choice();
      case ChatEvent.Refusal a -> second instanceof ChatEvent.Refusal b && a.choice() == b.choice();
      case ChatEvent.CallArguments a ->
          second instanceof ChatEvent.CallArguments b
              && a.choice() == b.choice()
              && a.call() == b.call();
      default -> false;
    };
  }

  private static ChatEvent with(ChatEvent event, String text) {
    return switch (event) {
      case ChatEvent.Text words -> new ChatEvent.Text(words.choice(), text);
      case ChatEvent.Reasoning words -> new ChatEvent.Reasoning(words.choice(), text);
      case ChatEvent.Refusal words -> new ChatEvent.Refusal(words.choice(), text);
      case ChatEvent.CallArguments arguments ->
          new ChatEvent.CallArguments(arguments.choice(), arguments.call(), text);
      default -> event;
    };
  }
}
