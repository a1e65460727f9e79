package io.llmcallgateway.dialect.support;

import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The order of the parts of an assistant's turn: what a vendor wrote and signed stays in its
/// place, but where a format cannot have it there.
public final class TurnOrder {
  private TurnOrder() {}

  /// The parts for Claude, whose turn with calls ends with one: what follows the last call comes
  /// before the first, all else stays as it was written.
  public static List<Part> endingWithCalls(List<Part> parts) {
    int last = parts.size() - 1;
    while (last >= 0 && !(parts.get(last) instanceof Part.ToolCall)) last--;
    if (last < 0 || last == parts.size() - 1) return parts;
    int first = 0;
    while (!(parts.get(first) instanceof Part.ToolCall)) first++;
    var ordered = new ArrayList<Part>(parts.size());
    ordered.addAll(parts.subList(0, first));
    ordered.addAll(parts.subList(last + 1, parts.size()));
    ordered.addAll(parts.subList(first, last + 1));
    return ordered;
  }

  /// The parts of an answer for clients that take its last one for the final text: without a
  /// signature of another family that only ends that text.
  public static List<Part> endingWithText(List<Part> parts, String ownFamily) {
    int end = parts.size();
    while (end > 1 && isBare(parts.get(end - 1), ownFamily)) end--;
    if (end == parts.size() || !(parts.get(end - 1) instanceof Part.Text)) return parts;
    return parts.subList(0, end);
  }

  private static boolean isBare(Part part, String ownFamily) {
    if (!(part instanceof Part.Reasoning reasoning)) return false;
    var signature = reasoning.signature();
    return signature != null && reasoning.text().isEmpty() && !signature.family().equals(ownFamily);
  }

  /// Does the same to a stream: a signature that follows a text waits until more content comes. One
  /// stream, one thread.
  public static final class FinalText {
    private final String ownFamily;
    private ChatEvent.@Nullable Signed held;
    private boolean text;

    /// @param ownFamily of the client's format
    public FinalText(String ownFamily) {
      this.ownFamily = ownFamily;
    }

    public void take(ChatEvent event, ChatEventSink out) {
      switch (event) {
        case ChatEvent.Signed signed -> {
          if (text && !signed.signature().family().equals(ownFamily)) {
            held = signed;
            return;
          }
          text = false;
        }
        case ChatEvent.Text words -> {
          if (words.text().isEmpty()) return;
          release(out);
          text = true;
        }
        case ChatEvent.Reasoning _,
            ChatEvent.Refusal _,
            ChatEvent.CallStarted _,
            ChatEvent.CallArguments _,
            ChatEvent.CallEnded _,
            ChatEvent.Media _,
            ChatEvent.Block _ -> {
          release(out);
          text = false;
        }
        case ChatEvent.Started _,
            ChatEvent.Cited _,
            ChatEvent.Logprobs _,
            ChatEvent.Finished _,
            ChatEvent.Used _ -> {}
      }
      out.take(event);
    }

    private void release(ChatEventSink out) {
      var waiting = held;
      held = null;
      if (waiting != null) out.take(waiting);
    }
  }
}
