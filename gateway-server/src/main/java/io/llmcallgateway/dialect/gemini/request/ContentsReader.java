package io.llmcallgateway.dialect.gemini.request;

import io.llmcallgateway.dialect.gemini.content.GeminiPart;
import io.llmcallgateway.dialect.gemini.content.ModelTurnBuilder;
import io.llmcallgateway.dialect.gemini.content.ProtoJson;
import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads `contents`. Calls may lack ids: they get ids that are the same in each request. A response
/// without an id answers the first open call of its name, or else the first open call. A repeated
/// response keeps the id of the call that it answered.
final class ContentsReader {
  private final List<Message> messages;
  private final List<Open> open = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, Answered> answered = new HashMap<>();
  private ModelTurnBuilder turn = new ModelTurnBuilder();
  private boolean inTurn;
  private int calls;

  /// A call that has no response yet.
  ///
  /// @param own the id in the request; empty if there is none
  private record Open(String id, String own, String name) {}

  /// A call that has its response.
  ///
  /// @param named true if the response had the call's own id
  private record Answered(String id, boolean named, JsonNode response) {}

  private ContentsReader(List<Message> messages) {
    this.messages = messages;
  }

  static void read(List<JsonNode> contents, List<Message> messages) {
    var reader = new ContentsReader(messages);
    for (int i = 0; i < contents.size(); i++) reader.readContent(contents.get(i), i);
    reader.closeTurn();
  }

  private void readContent(JsonNode content, int index) {
    var path = "contents[" + index + "]";
    if (content.isString()) {
      closeTurn();
      messages.add(Message.of(Role.USER, content.asString()));
      return;
    }
    if (!(content instanceof ObjectNode)) {
      throw RequestBodyParser.invalid("Invalid type for '" + path + "': expected a content.", path);
    }
    var role = ProtoJson.get(content, "role").asString("user");
    switch (role) {
      case "model" -> readModel(content, path);
      case "user", "function", "" -> readUser(content, path);
      default ->
          throw RequestBodyParser.invalid("Please use a valid role: user, model.", path + ".role");
    }
  }

  /// Reads a content of the model. Successive ones are one turn: clients that keep the chunks of a
  /// stream send one for each chunk.
  private void readModel(JsonNode content, String path) {
    inTurn = true;
    for (var part : ProtoJson.list(content, "parts"))
      turn.add(part(part, path), id -> claim(id, part));
  }

  private String claim(String own, JsonNode part) {
    var id = own;
    if (id.isEmpty() || !ids.add(id)) {
      do id = "call_" + calls++;
      while (!ids.add(id));
    }
    open.add(
        new Open(id, own, ProtoJson.get(ProtoJson.get(part, "functionCall"), "name").asString("")));
    return id;
  }

  private void closeTurn() {
    if (!inTurn) return;
    var parts = turn.parts();
    if (!parts.isEmpty()) messages.add(Message.of(Role.ASSISTANT, parts));
    turn = new ModelTurnBuilder();
    inTurn = false;
  }

  private void readUser(JsonNode content, String path) {
    closeTurn();
    var results = new ArrayList<Part>();
    var parts = new ArrayList<Part>();
    for (var node : ProtoJson.list(content, "parts")) {
      var part = part(node, path);
      if (part.result() != null) {
        results.add(result(part.result()));
        continue;
      }
      var media = part.media();
      if (media != null && !part.foreign()) parts.add(media);
      else if (part.foreign()) parts.add(new Part.Foreign(GeminiPart.DIALECT, part.node()));
      else if (part.text() != null && !part.text().isEmpty()) parts.add(Part.Text.of(part.text()));
    }
    if (!results.isEmpty()) messages.add(Message.of(Role.TOOL, results));
    if (!parts.isEmpty()) messages.add(Message.of(Role.USER, parts));
  }

  private static GeminiPart part(JsonNode node, String path) {
    if (node instanceof ObjectNode object) return GeminiPart.read(object);
    if (!node.isString()) {
      throw RequestBodyParser.invalid(
          "Invalid type for '" + path + ".parts': expected parts.", path + ".parts");
    }
    return GeminiPart.read(Json.MAPPER.createObjectNode().put("text", node.asString()));
  }

  private Part.ToolResult result(JsonNode result) {
    var name = ProtoJson.text(result, "name");
    var response = ProtoJson.get(result, "response");
    var id = matching(ProtoJson.get(result, "id").asString(""), name == null ? "" : name, response);
    var content = new ArrayList<Part>();
    boolean error = false;
    var text = onlyMember(response, "error");
    if (text != null) {
      error = true;
    } else {
      text = onlyMember(response, "result");
      if (text == null) text = onlyMember(response, "output");
      if (text == null) text = response.isMissingNode() ? "" : response.toString();
    }
    if (!text.isEmpty()) content.add(Part.Text.of(text));
    for (var part : ProtoJson.list(result, "parts")) {
      if (!(part instanceof ObjectNode object)) continue;
      var media = GeminiPart.read(object).media();
      if (media != null) content.add(media);
    }
    var extras =
        response.isObject()
            ? new Extras(GeminiPart.DIALECT, Map.of("response", response))
            : Extras.NONE;
    return new Part.ToolResult(id, name, content, error, null, extras);
  }

  /// Returns the only member of a response as text, or null if the response has others.
  private static @Nullable String onlyMember(JsonNode response, String name) {
    if (response.size() != 1 || !response.has(name)) return null;
    var value = response.get(name);
    return value.isString() ? value.asString() : value.toString();
  }

  /// Returns the id of the call that a response answers.
  private String matching(String id, String name, JsonNode response) {
    var key = id.isEmpty() ? "/" + name : id;
    var before = answered.get(key);
    boolean again = before != null && before.response().equals(response);
    var found = id.isEmpty() ? null : open(call -> call.own().equals(id) || call.id().equals(id));
    boolean named = found != null;
    if (found == null && before != null && again && before.named()) return before.id();
    if (found == null) found = open(call -> call.name().equals(name));
    if (found == null && id.isEmpty() && !again) found = open(_ -> true);
    if (found == null && before != null) return before.id();
    if (found == null) return id.isEmpty() ? "call_" + calls++ : id;
    open.remove(found);
    answered.put(key, new Answered(found.id(), named, response));
    return found.id();
  }

  private @Nullable Open open(Predicate<Open> wanted) {
    for (var call : open) if (wanted.test(call)) return call;
    return null;
  }
}
