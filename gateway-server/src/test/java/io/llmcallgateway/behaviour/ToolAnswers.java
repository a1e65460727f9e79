package io.llmcallgateway.behaviour;

import static io.llmcallgateway.testkit.Scripts.event;

import io.llmcallgateway.testkit.Script;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers with tool calls in several vendors' formats, plain and streamed.
final class ToolAnswers {
  private ToolAnswers() {}

  record Call(String name, String arguments) {}

  /// An answer of that target with these calls, all at once.
  static Script answer(String target, boolean stream, List<Call> calls) {
    return switch (target) {
      case "ant" -> anthropic(stream, calls);
      case "gem" -> gemini(stream, calls);
      default -> chat(stream, calls);
    };
  }

  static Script chat(boolean stream, List<Call> calls) {
    var array = Json.MAPPER.createArrayNode();
    for (var call : calls) {
      var node = array.addObject().put("index", array.size()).put("id", "c" + array.size());
      node.put("type", "function")
          .putObject("function")
          .put("name", call.name())
          .put("arguments", call.arguments());
    }
    var holder = stream ? "delta" : "message";
    var answer =
        "{\"id\":\"c\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"%s\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":%s},\"finish_reason\":\"tool_calls\"}]}"
            .formatted(holder, array);
    return stream
        ? Scripts.stream("data: " + answer + "\n\n", "data: [DONE]\n\n")
        : Scripts.json(answer);
  }

  static Script anthropic(boolean stream, List<Call> calls) {
    ArrayNode content = Json.MAPPER.createArrayNode();
    for (var call : calls) {
      content
          .addObject()
          .put("type", "tool_use")
          .put("id", "t" + content.size())
          .put("name", call.name())
          .set("input", Json.MAPPER.readTree(call.arguments()));
    }
    return blocks(stream, content);
  }

  /// An answer of Claude with these blocks; a stream has inputs in small pieces.
  static Script blocks(boolean stream, ArrayNode content) {
    if (!stream) {
      return Scripts.json(
          "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":%s,\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}"
              .formatted(content));
    }
    var events = new ArrayList<String>();
    events.add(
        event(
            "message_start",
            "\"message\":{\"id\":\"msg_1\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}"));
    int index = 0;
    for (var block : content) {
      var start = (ObjectNode) block.deepCopy();
      var deltas = deltas(block, start);
      events.add(
          event(
              "content_block_start", "\"index\":%d,\"content_block\":%s".formatted(index, start)));
      for (var delta : deltas) {
        events.add(
            event("content_block_delta", "\"index\":%d,\"delta\":%s".formatted(index, delta)));
      }
      events.add(event("content_block_stop", "\"index\":" + index++));
    }
    events.add(
        event(
            "message_delta",
            "\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":{\"output_tokens\":2}"));
    events.add(event("message_stop", "\"x\":1"));
    return Scripts.stream(events.toArray(String[]::new));
  }

  /// What comes of a block after its start, which is left empty.
  private static List<String> deltas(JsonNode block, ObjectNode start) {
    var deltas = new ArrayList<String>();
    switch (block.path("type").asString("")) {
      case "thinking" -> {
        start.put("thinking", "").put("signature", "");
        deltas.add(
            "{\"type\":\"thinking_delta\",\"thinking\":%s}".formatted(block.path("thinking")));
        deltas.add(
            "{\"type\":\"signature_delta\",\"signature\":%s}".formatted(block.path("signature")));
      }
      case "tool_use" -> {
        start.putObject("input");
        var input = block.path("input").toString();
        for (int at = 0; at < input.length(); at += 3) {
          var piece = escaped(input.substring(at, Math.min(at + 3, input.length())));
          deltas.add("{\"type\":\"input_json_delta\",\"partial_json\":%s}".formatted(piece));
        }
      }
      default -> {
        start.put("text", "");
        deltas.add("{\"type\":\"text_delta\",\"text\":%s}".formatted(block.path("text")));
      }
    }
    return deltas;
  }

  private static Script gemini(boolean stream, List<Call> calls) {
    var parts = Json.MAPPER.createArrayNode();
    for (var call : calls) {
      parts
          .addObject()
          .putObject("functionCall")
          .put("name", call.name())
          .set("args", Json.MAPPER.readTree(call.arguments()));
    }
    var answer =
        "{\"candidates\":[{\"index\":0,\"content\":{\"role\":\"model\",\"parts\":%s},\"finishReason\":\"STOP\"}]}"
            .formatted(parts);
    return stream ? Scripts.stream("data: " + answer + "\r\n\r\n") : Scripts.json(answer);
  }

  /// With its half characters as escapes.
  static String escaped(String text) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c > '~') out.append("\\u%04x".formatted((int) c));
      else out.append(c);
    }
    return out.append('"').toString();
  }
}
