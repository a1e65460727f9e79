package io.llmcallgateway.dialect.gemini.request;

import io.llmcallgateway.dialect.gemini.content.GeminiPart;
import io.llmcallgateway.dialect.gemini.content.ProtoJson;
import io.llmcallgateway.dialect.gemini.content.ThoughtSignatures;
import io.llmcallgateway.dialect.support.Conversation;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// Writes `contents`: turns of user and model; successive messages of one role are one content.
final class ContentsWriter {
  private final ModelRules rules;
  private final Losses losses;
  private final boolean vertex;
  private final MediaWriter media;
  private final ArrayNode contents = Json.MAPPER.createArrayNode();
  private @Nullable ObjectNode last;

  ContentsWriter(ModelRules rules, Losses losses, boolean vertex) {
    this.rules = rules;
    this.losses = losses;
    this.vertex = vertex;
    media = new MediaWriter(rules, losses);
  }

  ArrayNode write(Conversation conversation) {
    var turns = conversation.spoken(losses);
    int current = lastQuestion(turns);
    for (int i = 0; i < turns.size(); i++) {
      var turn = turns.get(i);
      var path = "messages[" + (i + conversation.system().size()) + "]";
      if (turn.name() != null) losses.add(path + ".name", "unsupported");
      switch (turn.role()) {
        case ASSISTANT -> writeModel(turn, i > current, path);
        case TOOL -> writeResults(turn, path);
        case SYSTEM, DEVELOPER, USER -> writeUser(turn, path);
      }
    }
    if (contents.isEmpty() || "model".equals(contents.get(0).path("role").asString(""))) {
      // A conversation begins with the user, and Vertex AI refuses an empty text.
      losses.add("messages", "user-turn-added");
      var first = Json.MAPPER.createObjectNode().put("role", "user");
      first.putArray("parts").addObject().put("text", " ");
      contents.insert(0, first);
    }
    return contents;
  }

  /// Returns the index of the message that began the current turn; -1 if there is none. Gemini 3
  /// checks the signatures of the calls after it.
  private static int lastQuestion(List<Message> turns) {
    for (int i = turns.size() - 1; i >= 0; i--) if (turns.get(i).role() == Role.USER) return i;
    return -1;
  }

  private ArrayNode parts(String role) {
    if (last != null && last.get("role").asString().equals(role)) {
      if (last.get("parts") instanceof ArrayNode parts) return parts;
    }
    last = contents.addObject().put("role", role);
    return last.putArray("parts");
  }

  private void writeUser(Message turn, String path) {
    var parts = parts("user");
    for (var part : turn.parts()) {
      switch (part) {
        case Part.Text text -> {
          if (text.cache() != null) losses.add("cache_control", "implicit");
          if (!text.text().isEmpty()) parts.addObject().put("text", text.text());
        }
        case Part.Refusal refusal -> parts.addObject().put("text", refusal.text());
        case Part.Media file -> media.write(file, parts, path);
        case Part.Foreign foreign -> writeForeign(foreign, parts, path);
        case Part.Reasoning _, Part.ToolCall _, Part.ToolResult _ ->
            losses.add(path + ".content", "misplaced");
      }
    }
    if (parts.isEmpty()) parts.addObject().put("text", " ");
  }

  private void writeForeign(Part.Foreign foreign, ArrayNode parts, String path) {
    if (foreign.dialect().equals(GeminiPart.DIALECT)) parts.add(foreign.node());
    else losses.add(path + ".content", "unsupported-block");
  }

  private void writeModel(Message turn, boolean current, String path) {
    // Parts are collected by turn even if contents are merged: a signature belongs to its own turn.
    var parts = new ArrayList<ObjectNode>();
    boolean calls = false;
    int at = 0;
    int signed = lastSigned(turn.parts());
    for (var part : turn.parts()) {
      boolean signedLater = at++ < signed;
      switch (part) {
        case Part.Text text -> {
          if (text.cache() != null) losses.add("cache_control", "implicit");
          if (!text.text().isEmpty()) parts.add(node().put("text", text.text()));
        }
        case Part.Refusal refusal -> parts.add(node().put("text", refusal.text()));
        case Part.Reasoning reasoning -> {
          // Google does not sign summaries of thoughts but the part that follows, and wants only
          // that part back.
          boolean whole = reasoning.signature() == null && signedLater;
          if (!whole) writeReasoning(reasoning, parts, path);
        }
        case Part.ToolCall call -> {
          parts.add(call(call, !calls, current, path));
          calls = true;
        }
        case Part.Media file -> {
          var written = Json.MAPPER.createArrayNode();
          media.write(file, written, path);
          for (var each : written) if (each instanceof ObjectNode object) parts.add(object);
        }
        case Part.Foreign foreign -> {
          if (foreign.dialect().equals(GeminiPart.DIALECT)) parts.add(foreign.node().deepCopy());
          else losses.add(path + ".content", "unsupported-block");
        }
        case Part.ToolResult _ -> losses.add(path + ".content", "misplaced");
      }
    }
    if (parts.isEmpty()) return;
    var written = parts("model");
    for (var part : parts) written.add(part);
  }

  /// Returns the index of the last part that Google signed; -1 if there is none.
  private static int lastSigned(List<Part> parts) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      var signature =
          switch (parts.get(i)) {
            case Part.Reasoning reasoning -> reasoning.signature();
            case Part.ToolCall call -> call.signature();
            case Part.Text _, Part.Refusal _, Part.Media _, Part.ToolResult _, Part.Foreign _ ->
                null;
          };
      if (signature != null && signature.family().equals(Signature.GEMINI)) return i;
    }
    return -1;
  }

  private static ObjectNode node() {
    return Json.MAPPER.createObjectNode();
  }

  private void writeReasoning(Part.Reasoning reasoning, List<ObjectNode> parts, String path) {
    var signature = reasoning.signature();
    if (signature == null || !signature.family().equals(Signature.GEMINI)) {
      losses.add(path + ".reasoning", signature == null ? "signature-lost" : "foreign-signature");
      return;
    }
    if (!reasoning.text().isEmpty()) {
      var thought = node().put("text", reasoning.text()).put("thought", true);
      parts.add(thought.put("thoughtSignature", signature.data()));
      return;
    }
    var before = parts.isEmpty() ? null : parts.getLast();
    boolean signs =
        before != null
            && !before.has("thoughtSignature")
            && !before.path("thought").asBoolean(false);
    if (!signs || before == null) {
      before = node().put("text", "");
      parts.add(before);
    }
    before.put("thoughtSignature", signature.data());
  }

  /// Writes a call. Google checks the signature of the first call of each step of the current turn.
  /// Unsigned calls get `UNCHECKED` in earlier turns, too, since prompt caches depend on equal
  /// bytes.
  private ObjectNode call(Part.ToolCall call, boolean first, boolean current, String path) {
    var part = node();
    var function = part.putObject("functionCall");
    if (!vertex) function.put("id", call.id());
    function.put("name", call.name());
    writeArguments(function, call.arguments(), path);
    if (call.cache() != null) losses.add("cache_control", "implicit");
    var signature = call.signature();
    if (signature != null && signature.family().equals(Signature.GEMINI)) {
      part.put("thoughtSignature", signature.data());
    } else if (first && rules.reasoning() == ReasoningStyle.GEMINI_LEVEL) {
      if (current) {
        losses.add(
            path + ".tool_calls", signature == null ? "signature-lost" : "foreign-signature");
      }
      part.put("thoughtSignature", ThoughtSignatures.UNCHECKED);
    }
    return part;
  }

  /// Writes the arguments. An object keeps its bytes, since prompt caches depend on them.
  private void writeArguments(ObjectNode function, String arguments, String path) {
    if (arguments.isBlank()) {
      function.putObject("args");
    } else if (ProtoJson.isObject(arguments)) {
      function.putRawValue("args", new RawValue(arguments.strip()));
    } else {
      losses.add(path + ".tool_calls.arguments", "no-object");
      function.putObject("args").put("arguments", arguments);
    }
  }

  private void writeResults(Message turn, String path) {
    var parts = parts("user");
    var shown = Json.MAPPER.createArrayNode();
    for (var result : turn.toolResults()) {
      var node = parts.addObject().putObject("functionResponse");
      if (!vertex) node.put("id", result.callId());
      node.put("name", result.name() == null ? "" : result.name());
      writeResponse(node, result);
      if (result.cache() != null) losses.add("cache_control", "implicit");
      for (var part : result.content()) {
        if (part instanceof Part.Media file) media.write(file, shown, path);
        else if (!(part instanceof Part.Text)) losses.add(path + ".content", "unsupported-block");
      }
    }
    for (var part : shown) parts.add(part);
  }

  private static void writeResponse(ObjectNode node, Part.ToolResult result) {
    var own = result.extras().in(GeminiPart.DIALECT).get("response");
    var text = result.text();
    // Google takes a `$ref` for a reference to a part of the response, and refuses it.
    boolean refers =
        text.contains("\"$ref\"") || (own != null && own.toString().contains("\"$ref\""));
    if (own != null && !refers) node.set("response", own);
    else if (own != null) node.putObject("response").put("result", own.toString());
    else if (result.error()) node.putObject("response").put("error", text);
    else if (!refers && ProtoJson.isObject(text))
      node.putRawValue("response", new RawValue(text.strip()));
    else node.putObject("response").put("result", text);
  }
}
