package io.llmcallgateway.relay;

import io.llmcallgateway.meter.Tokens;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Tool;
import java.util.List;

/// A guess at how many tokens a request sends, for targets that cannot count: OpenAI's tokens of
/// its texts, and what messages and media cost with most vendors.
final class TokenEstimate {
  private static final int PER_MESSAGE = 4;

  /// What vendors take for a picture of middling size.
  private static final int PER_MEDIA = 800;

  private TokenEstimate() {}

  static long of(ChatRequest request) {
    int tokens = 3;
    for (var message : request.messages()) tokens += PER_MESSAGE + parts(message.parts());
    for (var tool : request.tools()) {
      tokens +=
          switch (tool) {
            case Tool.Function function ->
                text(function.name())
                    + text(function.description() == null ? "" : function.description())
                    + text(function.schema() == null ? "" : function.schema().toString());
            case Tool.Foreign foreign -> text(foreign.node().toString());
          };
    }
    return tokens;
  }

  private static int parts(List<Part> parts) {
    int tokens = 0;
    for (var part : parts) {
      tokens +=
          switch (part) {
            case Part.Text text -> text(text.text());
            case Part.Refusal text -> text(text.text());
            case Part.Reasoning reasoning -> text(reasoning.text());
            case Part.ToolCall call -> text(call.name()) + text(call.arguments());
            case Part.ToolResult result -> PER_MESSAGE + parts(result.content());
            case Part.Media _ -> PER_MEDIA;
            case Part.Foreign foreign -> text(foreign.node().toString());
          };
    }
    return tokens;
  }

  private static int text(String text) {
    return text.isEmpty() ? 0 : Tokens.count(text);
  }
}
