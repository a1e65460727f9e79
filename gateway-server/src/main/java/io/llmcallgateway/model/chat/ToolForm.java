package io.llmcallgateway.model.chat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The shape that a client's format has for a tool which goes to other formats as a function. Calls
/// are the function's in the canonical conversation, and the client's writer gives them their shape
/// back.
///
/// @param name the client's own name for it; the function's name is unique in the request
/// @param namespace what the client groups it under
/// @param description the client's, without what the function's says of its argument
/// @param format of a custom tool's input, in the shape of the Responses API
public record ToolForm(
    Kind kind,
    String name,
    @Nullable String namespace,
    @Nullable String description,
    @Nullable JsonNode format) {

  /// Names what the tool is to its client.
  public enum Kind {
    FUNCTION,
    /// A tool whose input is free text: the function has one string, `input`.
    CUSTOM,
    /// The client's own search for further tools.
    SEARCH
  }

  /// The forms of a request's tools by their functions' names.
  public static Map<String, ToolForm> of(ChatRequest request) {
    var forms = new HashMap<String, ToolForm>(0);
    for (var tool : request.functions()) {
      if (tool.form() != null) forms.putIfAbsent(tool.name(), tool.form());
    }
    return forms;
  }
}
