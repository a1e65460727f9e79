package io.llmcallgateway.upstream.demo;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Writes answers in OpenAI's format, whole and in chunks.
///
/// @param chat true for chat completions, false for completions
/// @param opening the beginning of an answer, up to its choices
/// @param chunkOpening the beginning of a chunk, up to its choices
record AnswerFormat(boolean chat, String opening, String chunkOpening) {
  static AnswerFormat chat(String id, long created, String model) {
    return new AnswerFormat(
        true,
        opening("chatcmpl-" + id, "chat.completion", created, model),
        opening("chatcmpl-" + id, "chat.completion.chunk", created, model));
  }

  static AnswerFormat completion(String id, long created, String model) {
    var opening = opening("cmpl-" + id, "text_completion", created, model);
    return new AnswerFormat(false, opening, opening);
  }

  private static String opening(String id, String object, long created, String model) {
    var out = new StringBuilder(160).append("{\"id\":");
    JsonStrings.quote(out, id);
    out.append(",\"object\":\"").append(object).append("\",\"created\":").append(created);
    out.append(",\"model\":");
    JsonStrings.quote(out, model);
    return out.append(",\"system_fingerprint\":\"fp_demo000001\",\"choices\":[").toString();
  }

  /// Returns the whole answer.
  String plain(DemoAnswer answer) {
    var out = new StringBuilder(opening);
    for (int i = 0; i < answer.choices().size(); i++) {
      if (i > 0) out.append(',');
      var choice = answer.choices().get(i);
      if (chat) {
        out.append("{\"index\":").append(i).append(",\"message\":");
        message(out, choice);
      } else {
        out.append("{\"text\":");
        JsonStrings.quote(out, choice instanceof DemoChoice.Text text ? text.text() : "");
        out.append(",\"index\":").append(i);
      }
      out.append(",\"logprobs\":null,\"finish_reason\":");
      JsonStrings.quote(out, choice.finishReason());
      out.append('}');
    }
    return out.append("],\"usage\":").append(answer.usage()).append('}').toString();
  }

  private static void message(StringBuilder out, DemoChoice choice) {
    out.append("{\"role\":\"assistant\",\"content\":");
    switch (choice) {
      case DemoChoice.Text text -> JsonStrings.quote(out, text.text());
      case DemoChoice.ToolCalls(var calls) -> {
        out.append("null,\"tool_calls\":[");
        for (int i = 0; i < calls.size(); i++) {
          if (i > 0) out.append(',');
          var call = calls.get(i);
          out.append("{\"id\":");
          JsonStrings.quote(out, call.id());
          function(out, call.name(), call.arguments());
        }
        out.append(']');
      }
    }
    out.append(",\"refusal\":null,\"annotations\":[]}");
  }

  private static void function(StringBuilder out, String name, String arguments) {
    out.append(",\"type\":\"function\",\"function\":{\"name\":");
    JsonStrings.quote(out, name);
    out.append(",\"arguments\":");
    JsonStrings.quote(out, arguments);
    out.append("}}");
  }

  /// Returns the delta that begins a choice.
  static String role(DemoChoice choice) {
    var content = choice instanceof DemoChoice.Text ? "\"\"" : "null";
    return "{\"role\":\"assistant\",\"content\":" + content + ",\"refusal\":null}";
  }

  /// Returns the choice of a chunk.
  String choice(int index, String delta, @Nullable String finishReason) {
    var out = new StringBuilder(delta.length() + 80);
    if (chat) {
      out.append("{\"index\":").append(index).append(",\"delta\":").append(delta);
    } else {
      out.append("{\"text\":").append(delta).append(",\"index\":").append(index);
    }
    out.append(",\"logprobs\":null,\"finish_reason\":");
    JsonStrings.quote(out, finishReason);
    return out.append('}').toString();
  }

  String emptyDelta() {
    return chat ? "{}" : "\"\"";
  }

  /// Returns the deltas of a choice, one for each token.
  Iterator<String> deltas(DemoChoice choice) {
    return switch (choice) {
      case DemoChoice.Text(var text, _, _) -> {
        var tokens = new TokenSplitter(text);
        yield mapped(tokens);
      }
      case DemoChoice.ToolCalls(var calls) -> new ToolCallDeltas(calls);
    };
  }

  private Iterator<String> mapped(TokenSplitter tokens) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return tokens.hasNext();
      }

      @Override
      public String next() {
        var text = JsonStrings.quoted(tokens.next());
        return chat ? "{\"content\":" + text + "}" : text;
      }
    };
  }
}
