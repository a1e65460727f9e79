package io.llmcallgateway.relay;

import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Tool;
import java.util.List;

/// A guess at how many tokens a request sends, for targets that cannot count: about four Latin
/// letters make one, two Chinese characters one and a half.
final class TokenEstimate {
  private static final int PER_MESSAGE = 4;

  /// What vendors take for a picture of middling size.
  private static final int PER_MEDIA = 800;

  private TokenEstimate() {}

  static long of(ChatRequest request) {
    double tokens = 3;
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
    return Math.round(tokens);
  }

  private static double parts(List<Part> parts) {
    double tokens = 0;
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

  private static double text(String text) {
    double tokens = 0;
    for (int i = 0; i < text.length(); i++) tokens += text.charAt(i) < 0x2E80 ? 0.27 : 0.75;
    return tokens;
  }
}
