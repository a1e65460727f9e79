package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.openai.content.CommonMembers;
import io.llmcallgateway.dialect.openai.content.PartReader;
import io.llmcallgateway.dialect.openai.content.ReasoningDetails;
import io.llmcallgateway.dialect.openai.content.TypedMembers;
import io.llmcallgateway.dialect.support.CustomToolInput;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the messages of a request, one conversation. Legacy function calls have no ids: they get
/// one from their place.
final class MessageReader {
  static final Set<String> KNOWN =
      Set.of(
          "role",
          "content",
          "name",
          "tool_calls",
          "tool_call_id",
          "function_call",
          "refusal",
          "reasoning_content",
          "reasoning",
          "reasoning_details",
          "thinking_blocks",
          "thinking",
          "extra_content",
          "annotations",
          "cache_control");

  private final List<Message> messages = new ArrayList<>();

  /// The ids of legacy calls without a result so far, by the function's name.
  private final Map<String, String> legacyIds = new LinkedHashMap<>();

  private MessageReader() {}

  static List<Message> read(JsonNode array) {
    if (!array.isArray()) throw TypedMembers.type("messages", "an array");
    var reader = new MessageReader();
    int index = 0;
    for (var message : array) {
      var path = "messages[" + index + "]";
      if (!message.isObject()) throw TypedMembers.type(path, "an object");
      reader.readMessage(message, path, index++);
    }
    return reader.messages;
  }

  private void readMessage(JsonNode message, String path, int index) {
    var role = JsonNodes.text(message, "role", "");
    switch (role) {
      case "system" -> add(Role.SYSTEM, message, PartReader.content(message, path));
      case "developer" -> add(Role.DEVELOPER, message, PartReader.content(message, path));
      case "user" -> add(Role.USER, message, PartReader.content(message, path));
      case "assistant" -> add(Role.ASSISTANT, message, assistant(message, path, index));
      case "tool" -> {
        var id = JsonNodes.text(message, "tool_call_id");
        if (id == null) {
          throw TypedMembers.value(
              path + ".tool_call_id", "Missing required parameter: '" + path + ".tool_call_id'.");
        }
        addResult(SignatureEnvelope.fromId(id).id(), message, path);
      }
      case "function" -> {
        var name = JsonNodes.text(message, "name", "");
        var id = legacyIds.remove(name);
        addResult(id == null ? "call_" + name : id, message, path);
      }
      default ->
          throw TypedMembers.value(
              path + ".role",
              "Invalid value for '"
                  + path
                  + ".role': expected system, developer, user, assistant, tool or function.");
    }
  }

  private void add(Role role, JsonNode message, List<Part> parts) {
    messages.add(
        new Message(
            role, parts, JsonNodes.text(message, "name"), CommonMembers.rest(message, KNOWN)));
  }

  private void addResult(String id, JsonNode message, String path) {
    var result =
        new Part.ToolResult(
            id,
            JsonNodes.text(message, "name"),
            PartReader.content(message, path),
            false,
            CommonMembers.cacheMark(message),
            Extras.NONE);
    messages.add(new Message(Role.TOOL, List.of(result), null, CommonMembers.rest(message, KNOWN)));
  }

  private List<Part> assistant(JsonNode message, String path, int index) {
    var calls = calls(message, path);
    var placed = ReasoningDetails.placed(message.path("reasoning_details"));
    if (!placed.isEmpty()) return inPlace(placed, PartReader.content(message, path), calls);
    var parts = new ArrayList<Part>(reasoning(message));
    boolean reasoned = !parts.isEmpty();
    // Clients that put streams together may keep the last of several details.
    int sealed = calls.stream().mapToInt(call -> call.sealed.size()).sum();
    long signed = parts.stream().filter(MessageReader::isSigned).count();
    boolean between = calls.stream().skip(1).anyMatch(call -> !call.sealed.isEmpty());
    if (sealed > signed || (between && sealed == signed)) {
      parts.clear();
      reasoned = false;
    }
    // Reasoning before the first call comes before the text, as the model wrote it.
    if (!reasoned && !calls.isEmpty()) parts.addAll(calls.getFirst().sealed);
    parts.addAll(PartReader.content(message, path));
    var refusal = JsonNodes.text(message, "refusal", "");
    if (!refusal.isEmpty()) parts.add(new Part.Refusal(refusal));
    var signature = googleSignature(message);
    if (signature != null && calls.isEmpty()) parts.add(new Part.Reasoning("", signature));
    for (int i = 0; i < calls.size(); i++) {
      if (!reasoned && i > 0) parts.addAll(calls.get(i).sealed);
      parts.add(calls.get(i).call);
    }
    if (message.path("function_call") instanceof ObjectNode legacy) {
      var name = JsonNodes.text(legacy, "name", "");
      var id = "call_" + index + "_" + name;
      legacyIds.put(name, id);
      parts.add(Part.ToolCall.of(id, name, arguments(legacy.path("arguments"))));
    }
    return parts;
  }

  /// Returns a turn's parts in the order in which they were written.
  private static List<Part> inPlace(
      List<ReasoningDetails.Placed> placed, List<Part> content, List<Carried> calls) {
    boolean words = content.size() == 1 && content.getFirst() instanceof Part.Text;
    var left = words ? ((Part.Text) content.getFirst()).text() : "";
    var parts = new ArrayList<Part>();
    int told = 0;
    int called = 0;
    for (var each : placed) {
      int until = Math.min(each.text() - told, left.length());
      if (until > 0) {
        parts.add(Part.Text.of(left.substring(0, until)));
        left = left.substring(until);
        told += until;
      }
      while (called < Math.min(each.calls(), calls.size())) parts.add(calls.get(called++).call);
      parts.add(each.part());
    }
    if (words && content.getFirst() instanceof Part.Text text) {
      if (!left.isEmpty()) {
        parts.add(new Part.Text(left, text.cache(), text.citations(), text.extras()));
      }
    } else {
      parts.addAll(content);
    }
    while (called < calls.size()) parts.add(calls.get(called++).call);
    return parts;
  }

  private static boolean isSigned(Part part) {
    return part instanceof Part.Reasoning reasoning && reasoning.signature() != null;
  }

  /// A call and the reasoning that its id carried.
  private record Carried(Part.ToolCall call, List<Part.Reasoning> sealed) {}

  private static List<Carried> calls(JsonNode message, String path) {
    var calls = new ArrayList<Carried>();
    int index = 0;
    for (var node : message.path("tool_calls")) {
      var at = path + ".tool_calls[" + index++ + "]";
      if (!node.isObject()) throw TypedMembers.type(at, "an object");
      var custom = node.path("custom");
      var function = custom.isObject() ? custom : node.path("function");
      var name = JsonNodes.text(function, "name");
      if (name == null) {
        throw TypedMembers.value(
            at + ".function.name", "Missing required parameter: '" + at + ".function.name'.");
      }
      var opened = SignatureEnvelope.fromId(JsonNodes.text(node, "id", ""));
      var google = googleSignature(node);
      var call =
          new Part.ToolCall(
              opened.id(),
              name,
              custom.isObject()
                  ? CustomToolInput.wrap(JsonNodes.text(custom, "input", ""))
                  : arguments(function.path("arguments")),
              google == null ? opened.callSignature() : google,
              CommonMembers.cacheMark(node),
              CommonMembers.rest(
                  node,
                  Set.of(
                      "id",
                      "type",
                      "function",
                      "custom",
                      "index",
                      "extra_content",
                      "cache_control")));
      calls.add(new Carried(call, opened.reasoning()));
    }
    return calls;
  }

  private static String arguments(JsonNode arguments) {
    if (arguments.isObject()) return arguments.toString();
    var text = arguments.isString() ? arguments.asString() : "";
    return text.isBlank() || text.equals("null") ? "{}" : text;
  }

  /// Returns the signature that Google's compatible endpoint puts on calls and messages, or null.
  private static @Nullable Signature googleSignature(JsonNode node) {
    var data = JsonNodes.text(node.path("extra_content").path("google"), "thought_signature");
    return data == null || data.isEmpty()
        ? null
        : SignatureEnvelope.open(data, Signature.GEMINI, false);
  }

  private static List<Part> reasoning(JsonNode message) {
    var text = plainReasoning(message);
    var details = message.path("reasoning_details");
    if (details.isArray() && !details.isEmpty()) {
      return ReasoningDetails.read(details, text.isEmpty() ? null : text);
    }
    var blocks = thinkingBlocks(message.path("thinking_blocks"));
    if (!blocks.isEmpty()) return blocks;
    return text.isEmpty() ? List.of() : List.of(new Part.Reasoning(text, null));
  }

  /// Returns Anthropic's blocks beside the message, as LiteLLM and Envoy's gateway write them.
  private static List<Part> thinkingBlocks(JsonNode blocks) {
    var parts = new ArrayList<Part>();
    for (var block : blocks) {
      boolean redacted = JsonNodes.text(block, "type", "").equals("redacted_thinking");
      var text = redacted ? "" : JsonNodes.text(block, "thinking", "");
      var data = JsonNodes.text(block, redacted ? "data" : "signature", "");
      var signature =
          data.isEmpty() ? null : SignatureEnvelope.open(data, Signature.ANTHROPIC, redacted);
      if (!text.isEmpty() || signature != null) parts.add(new Part.Reasoning(text, signature));
    }
    return parts;
  }

  private static String plainReasoning(JsonNode message) {
    for (var name : new String[] {"reasoning_content", "reasoning", "thinking"}) {
      var text = JsonNodes.text(message, name, "");
      if (!text.isEmpty()) return text;
    }
    return "";
  }
}
