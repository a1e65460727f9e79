package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Part;
import java.util.List;

/// Tells the members below a request's top level that only the client's dialect knows: no writer of
/// another one has a place for them.
public final class NestedMembers {
  private final String target;
  private final Losses losses;

  private NestedMembers(String target, Losses losses) {
    this.target = target;
    this.losses = losses;
  }

  /// Adds a loss for each member that does not reach a target of a dialect.
  public static void tell(ChatRequest request, String target, Losses losses) {
    var members = new NestedMembers(target, losses);
    int index = 0;
    for (var message : request.messages()) {
      var path = "messages[" + index++ + "].";
      members.tell(path, message.extras());
      members.tell(path + "content", message.parts());
    }
  }

  private void tell(String path, List<Part> parts) {
    int index = 0;
    for (var part : parts) {
      var at = path + "[" + index++ + "].";
      switch (part) {
        case Part.Text text -> tell(at, text.extras());
        case Part.Media media -> tell(at, media.extras());
        case Part.ToolCall call -> tell(at, call.extras());
        case Part.ToolResult result -> {
          tell(at, result.extras());
          tell(at + "content", result.content());
        }
        case Part.Refusal _, Part.Reasoning _, Part.Foreign _ -> {}
      }
    }
  }

  private void tell(String path, Extras extras) {
    if (extras.dialect().equals(target)) return;
    for (var name : extras.fields().keySet()) {
      if (!extras.fields().get(name).isNull()) losses.add(path + name, "only-" + extras.dialect());
    }
  }
}
