package io.llmcallgateway.relay.translation;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.CacheMark;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Tool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Places prompt-cache marks for targets that cache nothing without them, where the client's format
/// has none: after the tools, after the system's words and after the last two messages of the
/// user's side, so that each turn of an agent finds what the one before it wrote. Requests without
/// tools that begin a conversation get none: a write costs more than it saves there.
final class CacheMarkPlacer {
  /// Anthropic takes four in all.
  private static final int LAST_TURNS = 2;

  private CacheMarkPlacer() {}

  /// @param wanted whether the target wants marks and the client's format cannot say them
  static ChatRequest place(ChatRequest request, boolean wanted, Losses losses) {
    if (!wanted || request.marksCache() || !goesOn(request)) return request;
    var edited = request.edit();
    markTools(edited.tools);
    markSystem(edited.messages);
    int left = LAST_TURNS;
    for (int i = edited.messages.size() - 1; i >= 0 && left > 0; i--) {
      var message = edited.messages.get(i);
      if (message.role() != Role.USER && message.role() != Role.TOOL) continue;
      var marked = marked(message);
      if (marked == null) continue;
      edited.messages.set(i, marked);
      left--;
    }
    losses.add("cache_control", "placed");
    return edited.build();
  }

  private static boolean goesOn(ChatRequest request) {
    if (!request.tools().isEmpty()) return true;
    return request.messages().stream().anyMatch(message -> message.role() == Role.ASSISTANT);
  }

  private static void markTools(List<Tool> tools) {
    for (int i = tools.size() - 1; i >= 0; i--) {
      if (!(tools.get(i) instanceof Tool.Function function)) continue;
      tools.set(i, function.with(CacheMark.FIVE_MINUTES));
      return;
    }
  }

  /// The last of those that stand before the first turn.
  private static void markSystem(List<Message> messages) {
    int end = 0;
    while (end < messages.size() && messages.get(end).role().instructs()) end++;
    if (end == 0) return;
    var marked = marked(messages.get(end - 1));
    if (marked != null) messages.set(end - 1, marked);
  }

  /// The message with a mark after its last part; null where none of its parts takes one.
  private static @Nullable Message marked(Message message) {
    var parts = new ArrayList<Part>(message.parts());
    for (int i = parts.size() - 1; i >= 0; i--) {
      var marked = marked(parts.get(i));
      if (marked == null) continue;
      parts.set(i, marked);
      return message.with(parts);
    }
    return null;
  }

  private static @Nullable Part marked(Part part) {
    return switch (part) {
      case Part.Text text when !text.text().isBlank() -> text.marked(CacheMark.FIVE_MINUTES);
      case Part.Media _, Part.ToolResult _ -> part.marked(CacheMark.FIVE_MINUTES);
      case Part.Text _, Part.Refusal _, Part.Reasoning _, Part.ToolCall _, Part.Foreign _ -> null;
    };
  }
}
