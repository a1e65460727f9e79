package io.llmcallgateway.upstream.demo;

import java.util.List;

/// One choice of an answer.
sealed interface Said {
  int tokens();

  String finishReason();

  /// A text, whole or cut at the token limit.
  record Text(String text, int tokens, String finishReason) implements Said {
    static Text of(String text, int mostTokens) {
      int tokens = Tokens.count(text);
      if (tokens <= mostTokens) return new Text(text, tokens, "stop");
      return new Text(Tokens.cut(text, mostTokens), mostTokens, "length");
    }
  }

  /// Calls of tools.
  record Calls(List<Call> calls) implements Said {
    public Calls {
      calls = List.copyOf(calls);
    }

    @Override
    public int tokens() {
      int count = 0;
      for (var call : calls) count += Tokens.count(call.name()) + Tokens.count(call.arguments());
      return count;
    }

    @Override
    public String finishReason() {
      return "tool_calls";
    }
  }

  /// One call; `arguments` is a JSON object as text.
  record Call(String id, String name, String arguments) {}
}
