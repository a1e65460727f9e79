package io.llmcallgateway.model.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message of a conversation. Tool results are in TOOL messages, one or more in each.
///
/// @param name the speaker's name; null if the client gave none
public record Message(Role role, List<Part> parts, @Nullable String name, Extras extras) {
  public Message {
    parts = List.copyOf(parts);
  }

  /// The speaker of a message.
  public enum Role {
    SYSTEM,
    DEVELOPER,
    USER,
    ASSISTANT,
    TOOL;

    /// True for roles whose messages are instructions.
    public boolean instructs() {
      return this == SYSTEM || this == DEVELOPER;
    }
  }

  public static Message of(Role role, List<? extends Part> parts) {
    return new Message(role, List.copyOf(parts), null, Extras.NONE);
  }

  public static Message of(Role role, String text) {
    return of(role, List.of(Part.Text.of(text)));
  }

  public Message with(List<? extends Part> other) {
    return new Message(role, List.copyOf(other), name, extras);
  }

  /// Returns the texts joined by line feeds; other parts are skipped.
  public String text() {
    var text = new StringBuilder();
    for (var part : parts) {
      if (!(part instanceof Part.Text words)) continue;
      if (!text.isEmpty()) text.append('\n');
      text.append(words.text());
    }
    return text.toString();
  }

  public List<Part.ToolCall> toolCalls() {
    return parts.stream()
        .filter(Part.ToolCall.class::isInstance)
        .map(Part.ToolCall.class::cast)
        .toList();
  }

  public List<Part.ToolResult> toolResults() {
    return parts.stream()
        .filter(Part.ToolResult.class::isInstance)
        .map(Part.ToolResult.class::cast)
        .toList();
  }
}
