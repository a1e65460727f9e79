package io.llmcallgateway.dialect.cohere.request;

import io.llmcallgateway.dialect.support.Conversation;
import io.llmcallgateway.dialect.support.ToolResultMedia;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/// Writes the messages of a v2 chat request.
final class MessageWriter {
  private final Losses losses;

  MessageWriter(Losses losses) {
    this.losses = losses;
  }

  /// @param instructions further ones, for the end of the system message
  ArrayNode write(Conversation conversation, List<String> instructions) {
    var messages = Json.MAPPER.createArrayNode();
    var system = new StringBuilder(conversation.systemText());
    for (var instruction : instructions) {
      if (!system.isEmpty()) system.append("\n\n");
      system.append(instruction);
    }
    if (!system.isEmpty()) {
      messages.addObject().put("role", "system").put("content", system.toString());
    }
    var turns = new ToolResultMedia(MessageWriter::takes, losses).moved(conversation).turns();
    for (var turn : turns) {
      if (turn.name() != null) losses.add("messages.name", "unsupported");
      switch (turn.role()) {
        case SYSTEM, DEVELOPER ->
            messages.addObject().put("role", "system").put("content", turn.text());
        case USER -> user(turn, messages);
        case ASSISTANT -> assistant(turn, messages);
        case TOOL -> results(turn, messages);
      }
    }
    return messages;
  }

  private void user(Message turn, ArrayNode messages) {
    var content = Json.MAPPER.createArrayNode();
    boolean textOnly = true;
    for (var part : turn.parts()) {
      switch (part) {
        case Part.Text text -> content.addObject().put("type", "text").put("text", text.text());
        case Part.Media media -> textOnly &= !media(media, content);
        case Part.Refusal _, Part.Reasoning _, Part.ToolCall _, Part.ToolResult _, Part.Foreign _ ->
            losses.changesMeaning("messages.content", "unknown-to-target");
      }
    }
    if (content.isEmpty()) return;
    var message = messages.addObject().put("role", "user");
    if (textOnly) message.put("content", turn.text());
    else message.set("content", content);
  }

  private static boolean takes(Part.Media media) {
    return switch (media.source()) {
      case Part.Source.Plain _ -> true;
      case Part.Source.FileId _ -> false;
      case Part.Source.Url _, Part.Source.Base64 _ -> media.kind() == Part.Kind.IMAGE;
    };
  }

  /// True if it went in as a part of its own.
  private boolean media(Part.Media media, ArrayNode content) {
    if (media.source() instanceof Part.Source.Plain plain) {
      content.addObject().put("type", "text").put("text", plain.text());
      return true;
    }
    var url =
        switch (media.source()) {
          case Part.Source.Url link -> link.url();
          case Part.Source.Base64 bytes ->
              "data:"
                  + (media.mediaType() == null ? "image/png" : media.mediaType())
                  + ";base64,"
                  + bytes.data();
          case Part.Source.FileId _, Part.Source.Plain _ -> "";
        };
    if (!takes(media) || url.isEmpty()) {
      losses.changesMeaning("messages.content", media.kind().text() + "-unsupported");
      return false;
    }
    var node = content.addObject().put("type", "image_url").putObject("image_url");
    node.put("url", url);
    if (media.detail() != null) node.put("detail", media.detail());
    return true;
  }

  /// A turn of which nothing is left is left out.
  private void assistant(Message turn, ArrayNode messages) {
    var content = Json.MAPPER.createArrayNode();
    var calls = Json.MAPPER.createArrayNode();
    for (var part : turn.parts()) {
      switch (part) {
        case Part.Text text -> text(text.text(), content);
        case Part.Refusal refusal -> text(refusal.text(), content);
        case Part.Reasoning reasoning -> {
          if (reasoning.signature() != null) losses.add("messages.reasoning", "signature-lost");
          if (!reasoning.text().isEmpty()) {
            content.addObject().put("type", "thinking").put("thinking", reasoning.text());
          }
        }
        case Part.ToolCall call -> {
          var node = calls.addObject().put("id", call.id()).put("type", "function");
          node.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        }
        case Part.Media _, Part.ToolResult _, Part.Foreign _ ->
            losses.add("messages.content", "unknown-to-target");
      }
    }
    if (content.isEmpty() && calls.isEmpty()) return;
    var out = messages.addObject().put("role", "assistant");
    if (!content.isEmpty()) out.set("content", content);
    if (!calls.isEmpty()) out.set("tool_calls", calls);
  }

  private static void text(String text, ArrayNode content) {
    if (!text.isEmpty()) content.addObject().put("type", "text").put("text", text);
  }

  private void results(Message turn, ArrayNode messages) {
    for (var result : turn.toolResults()) {
      var text = result.error() ? "Error: " + result.text() : result.text();
      messages
          .addObject()
          .put("role", "tool")
          .put("tool_call_id", result.callId())
          .put("content", text);
    }
  }
}
