package io.llmcallgateway.dialect.cohere.request;

import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Sampling;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a v2 chat request into the canonical conversation.
public final class RequestReader {
  private static final Set<String> KNOWN =
      Set.of(
          "model",
          "stream",
          "messages",
          "tools",
          "tool_choice",
          "strict_tools",
          "response_format",
          "max_tokens",
          "stop_sequences",
          "temperature",
          "seed",
          "frequency_penalty",
          "presence_penalty",
          "k",
          "p",
          "logprobs",
          "thinking");

  private RequestReader() {}

  public static ChatRequest read(JsonNode root, Facts facts) {
    var request = ChatRequest.of(facts.model()).extrasOf(DialectId.COHERE.text());
    request.stream = facts.stream();
    int index = 0;
    for (var message : root.path("messages")) {
      request.messages.addAll(message(message, "messages[" + index++ + "]"));
    }
    var strict = JsonNodes.flag(root, "strict_tools");
    for (var tool : root.path("tools")) request.tools.add(tool(tool, strict));
    request.toolChoice = toolChoice(root.path("tool_choice"));
    request.maxTokens = JsonNodes.whole(root, "max_tokens");
    for (var stop : root.path("stop_sequences")) request.stop.add(stop.asString(""));
    request.sampling =
        new Sampling(
            JsonNodes.decimal(root, "temperature"),
            JsonNodes.decimal(root, "p"),
            JsonNodes.whole(root, "k"),
            JsonNodes.decimal(root, "frequency_penalty"),
            JsonNodes.decimal(root, "presence_penalty"),
            JsonNodes.whole(root, "seed"),
            JsonNodes.flag(root, "logprobs"),
            null,
            null);
    request.format = format(root.path("response_format"));
    request.reasoning = reasoning(root.path("thinking"));
    for (var member : root.properties()) {
      if (KNOWN.contains(member.getKey()) || member.getValue().isNull()) continue;
      request.extras.put(member.getKey(), member.getValue());
    }
    request.unread = KnownMembers.SHAPE.unread(root);
    return request.build();
  }

  private static List<Message> message(JsonNode node, String path) {
    return switch (JsonNodes.text(node, "role", "")) {
      case "system" -> List.of(Message.of(Role.SYSTEM, parts(node.path("content"), path)));
      case "developer" -> List.of(Message.of(Role.DEVELOPER, parts(node.path("content"), path)));
      case "user" -> List.of(Message.of(Role.USER, parts(node.path("content"), path)));
      case "assistant" -> List.of(assistant(node, path));
      case "tool" -> List.of(result(node, path));
      default ->
          throw RequestBodyParser.invalid(
              "'" + path + ".role' must be system, user, assistant or tool.", path + ".role");
    };
  }

  private static Message assistant(JsonNode node, String path) {
    var parts = new ArrayList<Part>();
    var plan = JsonNodes.text(node, "tool_plan", "");
    if (!plan.isEmpty()) parts.add(new Part.Reasoning(plan, null));
    parts.addAll(parts(node.path("content"), path));
    var carried = new ArrayList<Part.Reasoning>();
    for (var call : node.path("tool_calls")) {
      var function = call.path("function");
      var opened = SignatureEnvelope.fromId(JsonNodes.text(call, "id", ""));
      carried.addAll(opened.reasoning());
      parts.add(
          new Part.ToolCall(
              opened.id(),
              JsonNodes.text(function, "name", ""),
              arguments(function),
              opened.callSignature(),
              null,
              Extras.NONE));
    }
    if (!carried.isEmpty()) {
      parts.removeIf(part -> part instanceof Part.Reasoning);
      parts.addAll(0, carried);
    }
    return Message.of(Role.ASSISTANT, parts);
  }

  public static String arguments(JsonNode function) {
    var arguments = JsonNodes.text(function, "arguments", "");
    return arguments.isBlank() || arguments.equals("null") ? "{}" : arguments;
  }

  private static Message result(JsonNode node, String path) {
    var id = SignatureEnvelope.fromId(JsonNodes.text(node, "tool_call_id", "")).id();
    var content = parts(node.path("content"), path);
    return Message.of(
        Role.TOOL, List.of(new Part.ToolResult(id, null, content, false, null, Extras.NONE)));
  }

  private static List<Part> parts(JsonNode content, String path) {
    if (content.isString()) {
      return content.asString().isEmpty() ? List.of() : List.of(Part.Text.of(content.asString()));
    }
    var parts = new ArrayList<Part>();
    int index = 0;
    for (var item : content) {
      var part = part(item, path + ".content[" + index++ + "]");
      if (part != null) parts.add(part);
    }
    return parts;
  }

  private static @Nullable Part part(JsonNode item, String path) {
    if (item.isString()) return Part.Text.of(item.asString());
    return switch (JsonNodes.text(item, "type", "")) {
      case "text" -> {
        var text = JsonNodes.text(item, "text", "");
        yield text.isEmpty() ? null : Part.Text.of(text);
      }
      case "thinking" -> new Part.Reasoning(JsonNodes.text(item, "thinking", ""), null);
      case "image_url" -> image(item.path("image_url"), path);
      case "document" -> Part.Text.of(document(item.path("document")));
      default -> throw RequestBodyParser.invalid("'" + path + ".type' is not known here.", path);
    };
  }

  /// A document's data, a string or an object, as a model reads it.
  private static String document(JsonNode document) {
    var data = document.path("data");
    if (data.isMissingNode())
      return document.isString() ? document.asString() : document.toString();
    return data.isString() ? data.asString() : data.toString();
  }

  private static Part image(JsonNode image, String path) {
    var url = image.isString() ? image.asString() : JsonNodes.text(image, "url", "");
    if (url.isEmpty()) throw RequestBodyParser.invalid("'" + path + "' has no url.", path);
    var detail = JsonNodes.text(image, "detail");
    int comma = url.indexOf(',');
    if (!url.startsWith("data:") || comma < 0) {
      var source = new Part.Source.Url(url);
      return new Part.Media(Part.Kind.IMAGE, source, null, null, detail, null, Extras.NONE);
    }
    var type = url.substring("data:".length(), comma).replace(";base64", "");
    var source = new Part.Source.Base64(url.substring(comma + 1));
    return new Part.Media(Part.Kind.IMAGE, source, type, null, detail, null, Extras.NONE);
  }

  private static Tool tool(JsonNode node, @Nullable Boolean strict) {
    var function = node.path("function");
    var schema = function.path("parameters");
    return new Tool.Function(
        JsonNodes.text(function, "name", ""),
        JsonNodes.text(function, "description"),
        schema.isObject() ? schema : null,
        strict,
        null,
        Extras.NONE);
  }

  private static @Nullable ToolChoice toolChoice(JsonNode choice) {
    return switch (choice.asString("")) {
      case "REQUIRED" -> new ToolChoice.Required();
      case "NONE" -> new ToolChoice.None();
      default -> null;
    };
  }

  private static @Nullable OutputFormat format(JsonNode format) {
    if (!JsonNodes.text(format, "type", "").equals("json_object")) return null;
    var schema = format.path("json_schema");
    if (!schema.isObject()) schema = format.path("schema");
    if (!schema.isObject()) return new OutputFormat.JsonObject();
    return new OutputFormat.JsonSchema("answer", null, schema, null);
  }

  private static @Nullable ReasoningOptions reasoning(JsonNode thinking) {
    if (!thinking.isObject()) return null;
    if (JsonNodes.text(thinking, "type", "enabled").equals("disabled"))
      return ReasoningOptions.off();
    var budget = JsonNodes.whole(thinking, "token_budget");
    if (budget != null) return ReasoningOptions.ofBudget(budget);
    return new ReasoningOptions(ReasoningOptions.Mode.ON, (Effort) null, null, null);
  }
}
