package io.llmcallgateway.model.chat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The form in the client's format of a tool that other formats get as a function. In the canonical
/// conversation its calls are function calls; the client's writer converts them back.
///
/// @param name the client's own name for it; the function's name is unique in the request
/// @param namespace the client's group of the tool
/// @param description the client's, without the function's additions about its argument
/// @param format the format of a custom tool's input, in the shape of the Responses API
public record ToolForm(
    Kind kind,
    String name,
    @Nullable String namespace,
    @Nullable String description,
    @Nullable JsonNode format) {

  /// The kind of tool in the client's format.
  public enum Kind {
    FUNCTION,
    /// A tool with free-text input; the function has one string argument, `input`.
    CUSTOM,
    /// The client's own search for further tools.
    SEARCH
  }

  /// Returns the forms of a request's tools by function name.
  public static Map<String, ToolForm> of(ChatRequest request) {
    var forms = new HashMap<String, ToolForm>(0);
    for (var tool : request.functions()) {
      if (tool.form() != null) forms.putIfAbsent(tool.name(), tool.form());
    }
    return forms;
  }
}
