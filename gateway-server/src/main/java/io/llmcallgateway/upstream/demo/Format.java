package io.llmcallgateway.upstream.demo;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// States how an answer is written, whole and in chunks.
///
/// @param opening what each member of an answer's object starts with, up to the choices
/// @param chunkOpening the same for a chunk
record Format(boolean chat, String opening, String chunkOpening) {
  static Format chat(String id, long created, String model) {
    return new Format(
        true,
        opening("chatcmpl-" + id, "chat.completion", created, model),
        opening("chatcmpl-" + id, "chat.completion.chunk", created, model));
  }

  static Format completion(String id, long created, String model) {
    var opening = opening("cmpl-" + id, "text_completion", created, model);
    return new Format(false, opening, opening);
  }

  private static String opening(String id, String object, long created, String model) {
    var out = new StringBuilder(160).append("{\"id\":");
    JsonText.quote(out, id);
    out.append(",\"object\":\"").append(object).append("\",\"created\":").append(created);
    out.append(",\"model\":");
    JsonText.quote(out, model);
    return out.append(",\"system_fingerprint\":\"fp_demo000001\",\"choices\":[").toString();
  }

  /// The whole answer.
  String plain(Spoken spoken) {
    var out = new StringBuilder(opening);
    for (int i = 0; i < spoken.choices().size(); i++) {
      if (i > 0) out.append(',');
      var said = spoken.choices().get(i);
      if (chat) {
        out.append("{\"index\":").append(i).append(",\"message\":");
        message(out, said);
      } else {
        out.append("{\"text\":");
        JsonText.quote(out, said instanceof Said.Text text ? text.text() : "");
        out.append(",\"index\":").append(i);
      }
      out.append(",\"logprobs\":null,\"finish_reason\":");
      JsonText.quote(out, said.finishReason());
      out.append('}');
    }
    return out.append("],\"usage\":").append(spoken.usage()).append('}').toString();
  }

  private static void message(StringBuilder out, Said said) {
    out.append("{\"role\":\"assistant\",\"content\":");
    switch (said) {
      case Said.Text text -> JsonText.quote(out, text.text());
      case Said.Calls(var calls) -> {
        out.append("null,\"tool_calls\":[");
        for (int i = 0; i < calls.size(); i++) {
          if (i > 0) out.append(',');
          var call = calls.get(i);
          out.append("{\"id\":");
          JsonText.quote(out, call.id());
          function(out, call.name(), call.arguments());
        }
        out.append(']');
      }
    }
    out.append(",\"refusal\":null,\"annotations\":[]}");
  }

  private static void function(StringBuilder out, String name, String arguments) {
    out.append(",\"type\":\"function\",\"function\":{\"name\":");
    JsonText.quote(out, name);
    out.append(",\"arguments\":");
    JsonText.quote(out, arguments);
    out.append("}}");
  }

  /// The delta that opens a choice.
  static String role(Said said) {
    var content = said instanceof Said.Text ? "\"\"" : "null";
    return "{\"role\":\"assistant\",\"content\":" + content + ",\"refusal\":null}";
  }

  /// A chunk's choice.
  String choice(int index, String delta, @Nullable String finishReason) {
    var out = new StringBuilder(delta.length() + 80);
    if (chat) {
      out.append("{\"index\":").append(index).append(",\"delta\":").append(delta);
    } else {
      out.append("{\"text\":").append(delta).append(",\"index\":").append(index);
    }
    out.append(",\"logprobs\":null,\"finish_reason\":");
    JsonText.quote(out, finishReason);
    return out.append('}').toString();
  }

  String emptyDelta() {
    return chat ? "{}" : "\"\"";
  }

  /// One delta for each token.
  Iterator<String> deltas(Said said) {
    return switch (said) {
      case Said.Text(var text, _, _) -> {
        var tokens = new Tokens(text);
        yield mapped(tokens);
      }
      case Said.Calls(var calls) -> new CallDeltas(calls);
    };
  }

  private Iterator<String> mapped(Tokens tokens) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return tokens.hasNext();
      }

      @Override
      public String next() {
        var text = JsonText.quoted(tokens.next());
        return chat ? "{\"content\":" + text + "}" : text;
      }
    };
  }
}
