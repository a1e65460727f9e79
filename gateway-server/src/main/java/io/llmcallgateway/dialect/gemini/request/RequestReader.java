package io.llmcallgateway.dialect.gemini.request;

import io.llmcallgateway.dialect.gemini.content.GeminiPart;
import io.llmcallgateway.dialect.gemini.content.ProtoJson;
import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import java.util.ArrayList;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a client's `generateContent` request into a `ChatRequest`.
public final class RequestReader {
  private final ChatRequest.Builder request;

  private RequestReader(String model) {
    request = ChatRequest.of(model).extrasOf(GeminiPart.DIALECT);
  }

  public static ChatRequest read(JsonNode body, String model, boolean stream) {
    // countTokens may have the whole request one level down.
    var nested = ProtoJson.object(body, "generateContentRequest");
    return new RequestReader(model).read(nested == null ? body : nested, stream);
  }

  private ChatRequest read(JsonNode body, boolean stream) {
    if (!(body instanceof ObjectNode root)) {
      throw RequestBodyParser.invalid("The request body must be a JSON object.", "contents");
    }
    request.stream = stream;
    readSystem(ProtoJson.get(root, "systemInstruction"));
    ContentsReader.read(ProtoJson.list(root, "contents"), request.messages);
    ToolsReader.read(ProtoJson.list(root, "tools"), request);
    var toolConfig = ProtoJson.object(root, "toolConfig");
    if (toolConfig != null) ToolsReader.readConfig(toolConfig, request);
    var config = ProtoJson.object(root, "generationConfig");
    if (config != null) GenerationConfigReader.read(config, request);
    for (var member : root.properties()) {
      var name = ProtoJson.camel(member.getKey());
      var value = member.getValue();
      switch (name) {
        case "contents", "systemInstruction", "tools", "toolConfig", "generationConfig" -> {}
        case "model" -> {} // the model in the path is used
        case "serviceTier" -> request.serviceTier = tier(value.asString(""));
        default -> {
          if (!value.isNull()) request.extras.put(name, value);
        }
      }
    }
    request.unread = KnownMembers.SHAPE.unread(root);
    return request.build();
  }

  private static String tier(String tier) {
    return switch (tier.toLowerCase(Locale.ROOT)) {
      case "standard", "service_tier_standard" -> "default";
      case "flex", "service_tier_flex" -> "flex";
      case "priority", "service_tier_priority" -> "priority";
      default -> "auto";
    };
  }

  /// Reads the system instruction, a content or a string.
  private void readSystem(JsonNode system) {
    var parts = new ArrayList<Part>();
    if (system.isString()) {
      parts.add(Part.Text.of(system.asString()));
    } else {
      for (var part : ProtoJson.list(system, "parts")) {
        var text = part.isString() ? part.asString() : ProtoJson.text(part, "text");
        if (text != null && !text.isEmpty()) parts.add(Part.Text.of(text));
      }
    }
    if (!parts.isEmpty()) request.messages.add(Message.of(Role.SYSTEM, parts));
  }
}
