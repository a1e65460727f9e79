package io.llmcallgateway.dialect.ollama.request;

import io.llmcallgateway.dialect.support.Conversation;
import io.llmcallgateway.dialect.support.ToolResultMedia;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the messages of a chat request: texts as strings, images beside them, arguments as
/// objects.
final class MessageWriter {
  private final Losses losses;

  MessageWriter(Losses losses) {
    this.losses = losses;
  }

  ArrayNode write(Conversation conversation) {
    var messages = Json.MAPPER.createArrayNode();
    var system = conversation.systemText();
    if (!system.isEmpty()) messages.addObject().put("role", "system").put("content", system);
    for (var turn : conversation.turns()) {
      switch (turn.role()) {
        case SYSTEM, DEVELOPER -> said("system", turn.parts(), messages);
        case USER -> said("user", turn.parts(), messages);
        case ASSISTANT -> assistant(turn, messages);
        case TOOL -> {
          for (var result : turn.toolResults()) {
            var message = messages.addObject();
            result(result, message);
            if (result.name() != null) message.put("tool_name", result.name());
          }
        }
      }
    }
    return messages;
  }

  /// A message of which nothing is left is left out.
  private void said(String role, List<Part> parts, ArrayNode messages) {
    var text = new StringBuilder();
    var images = Json.MAPPER.createArrayNode();
    for (var part : parts) {
      switch (part) {
        case Part.Text words -> append(text, words.text());
        case Part.Refusal words -> append(text, words.text());
        case Part.Media media -> {
          if (!taken(media, text, images)) {
            losses.changesMeaning("messages.content", media.kind().text() + "-unsupported");
          }
        }
        case Part.Reasoning _, Part.ToolCall _, Part.ToolResult _, Part.Foreign _ ->
            losses.changesMeaning("messages.content", "unknown-to-target");
      }
    }
    if (text.isEmpty() && images.isEmpty()) return;
    write(role, text, images, messages.addObject());
  }

  private static void write(String role, StringBuilder text, ArrayNode images, ObjectNode out) {
    out.put("role", role).put("content", text.toString());
    if (!images.isEmpty()) out.set("images", images);
  }

  /// Words stand for what cannot go along.
  private void result(Part.ToolResult result, ObjectNode out) {
    var text = new StringBuilder(result.error() ? "Error: " + result.text() : result.text());
    var images = Json.MAPPER.createArrayNode();
    for (var part : result.content()) {
      if (!(part instanceof Part.Media media) || taken(media, text, images)) continue;
      append(text, ToolResultMedia.leftOut(media, losses));
    }
    write("tool", text, images, out);
  }

  private static void append(StringBuilder text, String words) {
    if (!text.isEmpty()) text.append('\n');
    text.append(words);
  }

  private static boolean taken(Part.Media media, StringBuilder text, ArrayNode images) {
    switch (media.source()) {
      case Part.Source.Plain plain -> append(text, plain.text());
      case Part.Source.Base64 bytes when media.kind() == Part.Kind.IMAGE ->
          images.add(bytes.data());
      case Part.Source.Base64 _, Part.Source.Url _, Part.Source.FileId _ -> {
        return false;
      }
    }
    return true;
  }

  private void assistant(Message turn, ArrayNode messages) {
    var thinking = new StringBuilder();
    var calls = Json.MAPPER.createArrayNode();
    for (var part : turn.parts()) {
      switch (part) {
        case Part.Reasoning reasoning -> {
          thinking.append(reasoning.text());
          if (reasoning.signature() != null) losses.add("messages.reasoning", "signature-lost");
        }
        case Part.ToolCall call -> {
          var function = calls.addObject().put("id", call.id()).putObject("function");
          function.put("name", call.name()).set("arguments", arguments(call.arguments()));
        }
        case Part.Text _, Part.Refusal _ -> {}
        case Part.Media _, Part.ToolResult _, Part.Foreign _ ->
            losses.add("messages.content", "unknown-to-target");
      }
    }
    if (turn.text().isEmpty() && thinking.isEmpty() && calls.isEmpty()) return;
    var out = messages.addObject().put("role", "assistant").put("content", turn.text());
    if (!thinking.isEmpty()) out.put("thinking", thinking.toString());
    if (!calls.isEmpty()) out.set("tool_calls", calls);
  }

  private ObjectNode arguments(String text) {
    try {
      if (Json.EXACT.readTree(text) instanceof ObjectNode object) return object;
    } catch (JacksonException _) {
      // a model's slip in an earlier turn: kept as text below
    }
    losses.add("messages.tool_calls", "arguments-are-no-object");
    return Json.MAPPER.createObjectNode().put("invalid_arguments", text);
  }
}
