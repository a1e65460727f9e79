package io.llmcallgateway.dialect.responses.request;

import static io.llmcallgateway.dialect.support.RequestBodyParser.invalid;
import static io.llmcallgateway.dialect.support.RequestBodyParser.wrongType;

import io.llmcallgateway.dialect.responses.content.CarriedReasoning;
import io.llmcallgateway.dialect.responses.content.ReasoningItems;
import io.llmcallgateway.dialect.responses.content.TypedMembers;
import io.llmcallgateway.dialect.support.CustomToolInput;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.model.chat.ToolForm;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the items of `input`: neighbouring items of the assistant become one message, and so do
/// neighbouring tool results.
final class InputReader {
  private static final Set<String> CALL =
      Set.of("type", "id", "status", "call_id", "name", "namespace", "arguments");
  private static final Set<String> RESULT = Set.of("type", "id", "status", "call_id", "output");

  private final List<Message> messages = new ArrayList<>();
  private final List<Part> open = new ArrayList<>();
  private Role role = Role.USER;
  private @Nullable Signature forCall;

  private final ClientTools tools;

  private InputReader(ClientTools tools) {
    this.tools = tools;
  }

  static List<Message> read(JsonNode input, ClientTools tools) {
    if (input.isString()) return List.of(Message.of(Role.USER, input.asString()));
    var reader = new InputReader(tools);
    int at = 0;
    for (var item : input) {
      var path = "input[" + at++ + "]";
      if (!(item instanceof ObjectNode object)) throw wrongType(path, "an object");
      reader.readItem(object, path);
    }
    reader.close();
    return reader.messages;
  }

  private void readItem(ObjectNode item, String path) {
    switch (JsonNodes.text(item, "type", "message")) {
      case "message" -> readMessage(item, path);
      case "function_call" -> {
        var arguments = JsonNodes.text(item, "arguments", "");
        readCall(item, ToolForm.Kind.FUNCTION, arguments.isBlank() ? "{}" : arguments, path);
      }
      case "custom_tool_call" -> {
        var input = CustomToolInput.wrap(JsonNodes.text(item, "input", ""));
        readCall(item, ToolForm.Kind.CUSTOM, input, path);
      }
      case "function_call_output", "custom_tool_call_output" -> readResult(item, path);
      case "additional_tools" -> {} // read by ClientTools
      case "tool_search_call" -> {
        if (JsonNodes.text(item, "call_id") == null) foreign(item);
        else {
          var arguments = item.path("arguments");
          var text = arguments.isString() ? arguments.asString() : arguments.toString();
          readCall(item, ToolForm.Kind.SEARCH, text.isBlank() ? "{}" : text, path);
        }
      }
      case "tool_search_output" -> {
        var callId = JsonNodes.text(item, "call_id");
        if (callId == null) foreign(item);
        else {
          var words = List.<Part>of(Part.Text.of(tools.found(item.path("tools"))));
          var id = SignatureEnvelope.fromId(callId).id();
          add(Role.TOOL, new Part.ToolResult(id, null, words, false, null, Extras.NONE));
        }
      }
      case "reasoning" -> {
        var reasoning = ReasoningItems.reasoning(item, Signature.OPENAI);
        var signature = reasoning.signature();
        if (signature != null && ReasoningItems.isForCall(signature)) forCall = signature;
        else add(Role.ASSISTANT, reasoning);
      }
      // results of tools that only this API has belong to the user
      case "computer_call_output",
          "local_shell_call_output",
          "shell_call_output",
          "apply_patch_call_output",
          "mcp_approval_response" ->
          add(Role.USER, new Part.Foreign(TypedMembers.DIALECT, item));
      default -> foreign(item);
    }
  }

  private void foreign(ObjectNode item) {
    add(Role.ASSISTANT, new Part.Foreign(TypedMembers.DIALECT, item));
  }

  private void readMessage(ObjectNode item, String path) {
    var word = JsonNodes.text(item, "role");
    if (word == null) {
      throw invalid("Missing required parameter: '" + path + ".role'.", path + ".role");
    }
    var speaker =
        switch (word) {
          case "user" -> Role.USER;
          case "assistant" -> Role.ASSISTANT;
          case "system" -> Role.SYSTEM;
          case "developer" -> Role.DEVELOPER;
          default ->
              throw invalid(
                  "Invalid value: '"
                      + word
                      + "'. Supported values are: 'assistant', 'system', 'developer', and 'user'.",
                  path + ".role");
        };
    var parts = new ArrayList<>(ContentReader.read(item.path("content"), path + ".content"));
    if (speaker != Role.ASSISTANT) {
      close();
      messages.add(Message.of(speaker, parts));
      return;
    }
    var phase = item.get("phase");
    if (phase != null && !parts.isEmpty() && parts.getFirst() instanceof Part.Text text) {
      var extras = Json.MAPPER.createObjectNode();
      extras.set("phase", phase);
      parts.set(
          0,
          new Part.Text(
              text.text(), text.cache(), text.citations(), TypedMembers.others(extras, Set.of())));
    }
    for (var part : parts) add(Role.ASSISTANT, part);
  }

  private void readCall(ObjectNode item, ToolForm.Kind kind, String arguments, String path) {
    var opened = SignatureEnvelope.fromId(required(item, "call_id", path));
    if (role == Role.ASSISTANT) CarriedReasoning.restore(open, opened.reasoning());
    else for (var part : opened.reasoning()) add(Role.ASSISTANT, part);
    boolean search = kind == ToolForm.Kind.SEARCH;
    var name = search ? ClientTools.SEARCH : required(item, "name", path);
    var signature = forCall;
    forCall = null;
    add(
        Role.ASSISTANT,
        new Part.ToolCall(
            opened.id(),
            tools.name(kind, JsonNodes.text(item, "namespace"), name),
            arguments,
            signature == null ? opened.callSignature() : ReasoningItems.ofCall(signature),
            null,
            kind == ToolForm.Kind.FUNCTION ? TypedMembers.others(item, CALL) : Extras.NONE));
  }

  private void readResult(ObjectNode item, String path) {
    add(
        Role.TOOL,
        new Part.ToolResult(
            SignatureEnvelope.fromId(required(item, "call_id", path)).id(),
            null,
            ContentReader.read(item.path("output"), path + ".output"),
            JsonNodes.text(item, "status", "").equals("incomplete"),
            null,
            TypedMembers.others(item, RESULT)));
  }

  private static String required(ObjectNode item, String name, String path) {
    var value = JsonNodes.text(item, name);
    if (value != null) return value;
    var missing = path + "." + name;
    throw invalid("Missing required parameter: '" + missing + "'.", missing);
  }

  private void add(Role whose, Part part) {
    if (whose != role) close();
    role = whose;
    open.add(part);
  }

  private void close() {
    if (!open.isEmpty()) messages.add(new Message(role, open, null, Extras.NONE));
    open.clear();
  }
}
