package io.llmcallgateway.upstream.demo;

import java.util.List;

/// A choice of an answer before it is written.
sealed interface DemoChoice {
  int tokens();

  String finishReason();

  /// A text, whole or cut at the token limit.
  record Text(String text, int tokens, String finishReason) implements DemoChoice {
    static Text of(String text, int mostTokens) {
      int tokens = TokenSplitter.count(text);
      if (tokens <= mostTokens) return new Text(text, tokens, "stop");
      return new Text(TokenSplitter.cut(text, mostTokens), mostTokens, "length");
    }
  }

  /// Tool calls.
  record ToolCalls(List<ToolCall> calls) implements DemoChoice {
    public ToolCalls {
      calls = List.copyOf(calls);
    }

    @Override
    public int tokens() {
      int count = 0;
      for (var call : calls)
        count += TokenSplitter.count(call.name()) + TokenSplitter.count(call.arguments());
      return count;
    }

    @Override
    public String finishReason() {
      return "tool_calls";
    }
  }

  /// One call; `arguments` is a JSON object as text.
  record ToolCall(String id, String name, String arguments) {}
}
