package io.llmcallgateway.behaviour;

import io.llmcallgateway.testkit.Script;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;

/// Answers with tool calls as vendors of several formats send them, plain and streamed.
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
    var events = new ArrayList<String>();
    var content = Json.MAPPER.createArrayNode();
    events.add(
        event(
            "message_start",
            "\"message\":{\"id\":\"msg_1\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}"));
    for (var call : calls) {
      int index = content.size();
      content
          .addObject()
          .put("type", "tool_use")
          .put("id", "t" + index)
          .put("name", call.name())
          .set("input", Json.MAPPER.readTree(call.arguments()));
      events.add(
          event(
              "content_block_start",
              "\"index\":%d,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t%d\",\"name\":\"%s\",\"input\":{}}"
                  .formatted(index, index, call.name())));
      var text = call.arguments();
      for (int at = 0; at < text.length(); at += 3) {
        var piece = escaped(text.substring(at, Math.min(at + 3, text.length())));
        events.add(
            event(
                "content_block_delta",
                "\"index\":%d,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":%s}"
                    .formatted(index, piece)));
      }
      events.add(event("content_block_stop", "\"index\":" + index));
    }
    events.add(
        event(
            "message_delta",
            "\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":{\"output_tokens\":2}"));
    events.add(event("message_stop", "\"x\":1"));
    return stream
        ? Scripts.stream(events.toArray(String[]::new))
        : Scripts.json(
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":%s,\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}"
                .formatted(content));
  }

  static String event(String type, String members) {
    return "event: %s\ndata: {\"type\":\"%s\",%s}\n\n".formatted(type, type, members);
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
