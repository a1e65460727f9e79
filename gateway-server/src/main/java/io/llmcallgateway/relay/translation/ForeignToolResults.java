package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.support.ForeignBlockText;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Part;
import java.util.ArrayList;
import java.util.List;

/// The blocks in tool results that the target's dialect does not know, as words in the result.
final class ForeignToolResults {
  private ForeignToolResults() {}

  /// @param target the dialect that the request goes out in
  static ChatRequest inWords(ChatRequest request, String target) {
    boolean any = false;
    for (var message : request.messages()) any |= holds(message, target);
    if (!any) return request;
    var edited = request.edit();
    edited.messages.replaceAll(message -> holds(message, target) ? told(message, target) : message);
    return edited.build();
  }

  private static boolean holds(Message message, String target) {
    for (var part : message.parts()) {
      if (part instanceof Part.ToolResult result
          && result.content().stream().anyMatch(each -> isForeign(each, target))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isForeign(Part part, String target) {
    return part instanceof Part.Foreign foreign && !foreign.dialect().equals(target);
  }

  private static Message told(Message message, String target) {
    var parts = new ArrayList<Part>(message.parts().size());
    for (var part : message.parts()) {
      if (part instanceof Part.ToolResult result) {
        parts.add(
            new Part.ToolResult(
                result.callId(),
                result.name(),
                content(result.content(), target),
                result.error(),
                result.cache(),
                result.extras()));
      } else {
        parts.add(part);
      }
    }
    return message.with(parts);
  }

  private static List<Part> content(List<Part> content, String target) {
    var told = new ArrayList<Part>(content.size());
    for (var part : content) {
      boolean foreign = isForeign(part, target);
      told.add(
          foreign && part instanceof Part.Foreign block
              ? Part.Text.of(ForeignBlockText.of(block))
              : part);
    }
    return told;
  }
}
