package io.llmcallgateway.dialect.anthropic.request;

import io.llmcallgateway.dialect.anthropic.content.ContentBlocks;
import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads `system` and `messages`. Tool results, which are blocks of user messages in this format,
/// become messages of their own before the user's other blocks.
final class MessagesReader {
  private static final Set<String> KNOWN = Set.of("role", "content");

  private MessagesReader() {}

  static @Nullable Message system(JsonNode system) {
    var parts = parts(system, "system");
    return parts.isEmpty() ? null : Message.of(Role.SYSTEM, parts);
  }

  static void read(JsonNode messages, List<Message> into) {
    int index = 0;
    for (var message : messages) {
      var path = "messages[" + index++ + "]";
      var role = role(message, path);
      var parts = parts(message.path("content"), path + ".content");
      var extras = ContentBlocks.extras(message, KNOWN);
      if (role != Role.USER) {
        into.add(new Message(role, parts, null, extras));
        continue;
      }
      var results = new ArrayList<Part>(0);
      var rest = new ArrayList<Part>(parts.size());
      for (var part : parts) (part instanceof Part.ToolResult ? results : rest).add(part);
      if (!results.isEmpty()) into.add(new Message(Role.TOOL, results, null, Extras.NONE));
      if (!rest.isEmpty() || results.isEmpty()) into.add(new Message(role, rest, null, extras));
    }
  }

  private static Role role(JsonNode message, String path) {
    var role = JsonNodes.text(message, "role");
    return switch (role == null ? "" : role) {
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "system" -> Role.SYSTEM;
      default ->
          throw RequestBodyParser.invalid(
              path + ".role: must be 'user', 'assistant' or 'system'", path + ".role");
    };
  }

  /// Reads the content of a message or of a tool result: a string or an array of blocks.
  static List<Part> parts(JsonNode content, String path) {
    var parts = new ArrayList<Part>(content.size());
    if (content.isString()) {
      if (!content.asString().isEmpty()) parts.add(Part.Text.of(content.asString()));
      return parts;
    }
    if (content.isMissingNode() || content.isNull()) return parts;
    if (!content.isArray())
      throw RequestBodyParser.wrongType(path, "a string or an array of blocks");
    int index = 0;
    for (var block : content) {
      var at = path + "[" + index++ + "]";
      if (!block.isObject()) throw RequestBodyParser.wrongType(at, "an object");
      parts.addAll(BlockReader.read(block, at));
    }
    return parts;
  }
}
