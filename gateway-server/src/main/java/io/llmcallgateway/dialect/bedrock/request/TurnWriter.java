package io.llmcallgateway.dialect.bedrock.request;

import io.llmcallgateway.dialect.bedrock.content.BlockWriter;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.wire.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the turns: user and assistant by turns, the user first.
final class TurnWriter {
  /// Stands where a turn must be and nothing was said: blank texts are rejected.
  private static final String NOTHING = ".";

  private static final String BESIDE_DOCUMENT = "See the attached document.";

  private final BlockWriter blocks;
  private final boolean resultsAlone;
  private final Losses losses;
  private final ArrayNode messages = Json.MAPPER.createArrayNode();

  TurnWriter(BlockWriter blocks, boolean resultsAlone, Losses losses) {
    this.blocks = blocks;
    this.resultsAlone = resultsAlone;
    this.losses = losses;
  }

  ArrayNode write(List<Message> turns) {
    for (var turn : turns) {
      if (turn.name() != null) losses.add("messages.name", "unsupported");
      boolean assistant = turn.role() == Message.Role.ASSISTANT;
      var content = blocks.blocks(turn.parts(), assistant);
      if (!content.isEmpty()) add(assistant ? "assistant" : "user", content);
    }
    if (messages.isEmpty()) {
      add("user", NOTHING);
      losses.add("messages", "no-user");
    }
    for (var message : messages) addWordsToDocuments((ArrayNode) message.path("content"));
    trimEnd();
    return messages;
  }

  private void add(String role, ArrayNode content) {
    var last = messages.isEmpty() ? null : (ObjectNode) messages.get(messages.size() - 1);
    if (last == null && role.equals("assistant")) {
      add("user", NOTHING);
      losses.add("messages[0].role", "first-is-user");
    } else if (last != null && role.equals(last.path("role").asString())) {
      var before = (ArrayNode) last.path("content");
      if (!mustPart(before, content)) {
        before.addAll(content);
        return;
      }
      losses.add("messages.content", "results-alone");
      add("assistant", NOTHING);
    }
    messages.addObject().put("role", role).set("content", content);
  }

  private void add(String role, String text) {
    var content = messages.addObject().put("role", role).putArray("content");
    content.addObject().put("text", text);
  }

  /// Claude takes no document or film beside tool results, Llama and Mistral take nothing there.
  private boolean mustPart(ArrayNode before, ArrayNode after) {
    if (!any(before, "toolResult")) return false;
    return resultsAlone || any(after, "document") || any(after, "video");
  }

  private static boolean any(ArrayNode content, String member) {
    for (var block : content) if (block.has(member)) return true;
    return false;
  }

  private static void addWordsToDocuments(ArrayNode content) {
    if (any(content, "document") && !any(content, "text") && !any(content, "guardContent")) {
      content.insertObject(0).put("text", BESIDE_DOCUMENT);
    }
  }

  /// A final assistant text is continued by the model; Claude takes none that ends blank.
  private void trimEnd() {
    var last = messages.get(messages.size() - 1);
    var content = last.path("content");
    if (!"assistant".equals(last.path("role").asString()) || content.isEmpty()) return;
    JsonNode block = content.get(content.size() - 1);
    if (block instanceof ObjectNode object && object.path("text").isString()) {
      object.put("text", object.path("text").asString().stripTrailing());
    }
  }
}
