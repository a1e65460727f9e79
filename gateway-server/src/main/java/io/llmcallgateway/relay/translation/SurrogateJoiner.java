package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.wire.EventJson;
import org.jspecify.annotations.Nullable;

/// Joins the halves of a character that a provider split between two events (seen as `"\ud83d"` and
/// `"\ude00"`, and as bytes, see `EventJson`): half a character cannot be written as UTF-8. One
/// stream, one thread.
final class SurrogateJoiner implements EventStage {
  private @Nullable ChatEvent owner;
  private String half = "";

  @Override
  public void take(ChatEvent event, ChatEventSink out) {
    var text = text(event);
    if (text == null) {
      end(out);
      out.take(event);
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
    text = joined(text);
    int whole = text.length() - unfinished(text);
    if (whole < text.length()) {
      owner = event;
      half = text.substring(whole);
      text = text.substring(0, whole);
      if (text.isEmpty()) return;
    }
    out.take(text.equals(text(event)) ? event : with(event, text));
  }

  /// Half a character whose other half never came.
  @Override
  public void end(ChatEventSink out) {
    var left = owner;
    owner = null;
    if (left != null) out.take(with(left, "\uFFFD"));
  }

  /// The text with the characters that its single bytes make, but for those at its end that may go
  /// on.
  private static String joined(String text) {
    int from = nextByte(text, 0);
    if (from < 0) return text;
    var made = new StringBuilder(text.length());
    int at = 0;
    while (from >= 0) {
      int to = from;
      while (to < text.length() && EventJson.isByte(text.charAt(to))) to++;
      made.append(text, at, from);
      var bytes = text.substring(from, to);
      int whole = to == text.length() ? bytes.length() - EventJson.begun(bytes) : bytes.length();
      made.append(EventJson.decode(bytes.substring(0, whole))).append(bytes, whole, bytes.length());
      at = to;
      from = nextByte(text, to);
    }
    return made.append(text, at, text.length()).toString();
  }

  private static int nextByte(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if (!EventJson.isByte(text.charAt(i))) continue;
      if (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1))) return i;
    }
    return -1;
  }

  /// Returns the number of chars at the end that are part of an unfinished character.
  private static int unfinished(String text) {
    if (text.isEmpty()) return 0;
    if (Character.isHighSurrogate(text.charAt(text.length() - 1))) return 1;
    int at = text.length();
    while (at > 0 && EventJson.isByte(text.charAt(at - 1))) at--;
    boolean pair = at > 0 && at < text.length() && Character.isHighSurrogate(text.charAt(at - 1));
    return text.length() - (pair ? at + 1 : at);
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
          ChatEvent.Media _,
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
