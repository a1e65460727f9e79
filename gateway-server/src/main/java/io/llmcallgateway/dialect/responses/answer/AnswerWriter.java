package io.llmcallgateway.dialect.responses.answer;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.responses.content.CarriedReasoning;
import io.llmcallgateway.dialect.responses.content.ReasoningItems;
import io.llmcallgateway.dialect.responses.content.TypedMembers;
import io.llmcallgateway.dialect.support.CustomToolCallBuffer;
import io.llmcallgateway.dialect.support.LogprobsFiller;
import io.llmcallgateway.dialect.support.ServedTier;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ToolForm;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a plain answer for a client. It has the first choice only, since this API has no others.
public final class AnswerWriter {
  private final ResponseObject response;
  private final ArrayNode output = Json.MAPPER.createArrayNode();
  private @Nullable ObjectNode message;
  private @Nullable ObjectNode lastText;
  private int textBefore;
  private final CarriedReasoning carried = new CarriedReasoning();
  private final CustomToolCallBuffer forms;
  private boolean refused;

  private AnswerWriter(AnswerContext asked) {
    this.response = new ResponseObject(asked);
    this.forms = new CustomToolCallBuffer(asked.request());
  }

  public static ObjectNode write(ChatAnswer answer, AnswerContext asked) {
    return new AnswerWriter(asked).write(answer);
  }

  private ObjectNode write(ChatAnswer answer) {
    response.answeredBy(answer.model(), answer.created());
    var choice = answer.choices().isEmpty() ? null : answer.choices().getFirst();
    if (choice != null) {
      for (var part : choice.parts()) part(part);
      logprobs(choice.logprobs());
      var explanation = choice.finish() == null ? null : choice.finish().refusal();
      if (!refused && explanation != null) refuse(explanation);
    }
    var reason = ResponseObject.incomplete(choice == null ? null : choice.finish(), refused);
    if (reason != null && message != null) message.put("status", "incomplete");
    return response.write(
        reason == null ? "completed" : "incomplete",
        reason,
        null,
        output,
        answer.usage(),
        ServedTier.of(answer));
  }

  private void refuse(String words) {
    content().addObject().put("type", "refusal").put("refusal", words);
  }

  private void part(Part part) {
    switch (part) {
      case Part.Text text -> text(text);
      case Part.Refusal refusal -> {
        refused = true;
        refuse(refusal.text());
      }
      case Part.Reasoning reasoning -> {
        message = null;
        output.add(ReasoningItems.reasoningItem(id("rs"), reasoning.text(), reasoning.signature()));
        carried.text(reasoning.text());
        ReasoningItems.carry(reasoning.signature(), carried);
      }
      case Part.ToolCall call -> {
        message = null;
        var signature = call.signature();
        if (signature != null) {
          output.add(ReasoningItems.reasoningItem(id("rs"), "", ReasoningItems.forCall(signature)));
        }
        var callId = carried.intoId(call.id(), signature);
        var form = forms.form(call.name());
        var input = forms.input(call.name(), call.arguments());
        output.add(call(id(callPrefix(form)), callId, call.name(), input, "completed", form));
      }
      case Part.Media media -> {
        var item = image(media, id("ig"));
        if (item == null) return;
        message = null;
        output.add(item);
      }
      case Part.Foreign foreign -> {
        if (!foreign.dialect().equals(TypedMembers.DIALECT)) return;
        message = null;
        output.add(foreign.node());
      }
      case Part.ToolResult _ -> {}
    }
  }

  /// Returns a picture as the API's own tool makes it, or null if the media is no picture.
  public static @Nullable ObjectNode image(Part.Media media, String id) {
    if (media.kind() != Part.Kind.IMAGE) return null;
    if (!(media.source() instanceof Part.Source.Base64 bytes)) return null;
    return Json.MAPPER
        .createObjectNode()
        .put("id", id)
        .put("type", "image_generation_call")
        .put("status", "completed")
        .put("result", bytes.data());
  }

  private String id(String prefix) {
    return response.itemId(prefix, output.size());
  }

  public static String callPrefix(@Nullable ToolForm form) {
    if (form == null) return "fc";
    return switch (form.kind()) {
      case FUNCTION -> "fc";
      case CUSTOM -> "ctc";
      case SEARCH -> "tsc";
    };
  }

  /// Returns a call as the item that its tool's form requires.
  ///
  /// @param name the function's name
  /// @param arguments the arguments, or a custom tool's input
  public static ObjectNode call(
      String id,
      String callId,
      String name,
      String arguments,
      String status,
      @Nullable ToolForm form) {
    var item = Json.MAPPER.createObjectNode().put("id", id);
    var kind = form == null ? ToolForm.Kind.FUNCTION : form.kind();
    switch (kind) {
      case FUNCTION ->
          item.put("type", "function_call").put("status", status).put("arguments", arguments);
      case CUSTOM ->
          item.put("type", "custom_tool_call").put("status", status).put("input", arguments);
      case SEARCH -> {
        item.put("type", "tool_search_call").put("status", status).put("execution", "client");
        return item.put("call_id", callId).set("arguments", object(arguments));
      }
    }
    item.put("call_id", callId).put("name", form == null ? name : form.name());
    if (form != null && form.namespace() != null) item.put("namespace", form.namespace());
    return item;
  }

  private static ObjectNode object(String arguments) {
    try {
      if (Json.MAPPER.readTree(arguments) instanceof ObjectNode object) return object;
    } catch (JacksonException _) {
      // not JSON; the client reports it
    }
    return Json.MAPPER.createObjectNode();
  }

  public static ObjectNode message(String id, String status) {
    var message = Json.MAPPER.createObjectNode();
    message.put("id", id).put("type", "message").put("status", status).put("role", "assistant");
    message.putArray("content");
    return message;
  }

  public static ObjectNode outputText(String text) {
    var part = Json.MAPPER.createObjectNode().put("type", "output_text");
    part.putArray("annotations");
    part.putArray("logprobs");
    return part.put("text", text);
  }

  /// Returns the citation as an annotation, or null if this API has none of that kind.
  ///
  /// @param before the number of characters of the choice before the annotated part
  public static @Nullable ObjectNode annotation(Citation citation, int before) {
    if (citation.dialect().equals(TypedMembers.DIALECT)
        && citation.raw() instanceof ObjectNode raw) {
      return raw;
    }
    if (citation.url() == null) return null;
    var title = citation.title();
    return Json.MAPPER
        .createObjectNode()
        .put("type", "url_citation")
        .put("start_index", Math.max(citation.start() - before, 0))
        .put("end_index", Math.max(citation.end() - before, 0))
        .put("url", citation.url())
        .put("title", title == null ? "" : title);
  }

  private void text(Part.Text text) {
    var phase = text.extras().in(TypedMembers.DIALECT).get("phase");
    if (phase != null) message = null;
    var part = outputText(text.text());
    var annotations = (ArrayNode) part.path("annotations");
    for (var citation : text.citations()) {
      var annotation = annotation(citation, textBefore);
      if (annotation != null) annotations.add(annotation);
    }
    textBefore += text.text().length();
    content().add(part);
    if (phase != null && message != null) message.set("phase", phase);
    lastText = part;
  }

  private ArrayNode content() {
    if (message == null) {
      message = message(id("msg"), "completed");
      output.add(message);
    }
    return (ArrayNode) message.path("content");
  }

  /// Writes the log probabilities into the last text, since they cover the tokens of all texts.
  private void logprobs(@Nullable JsonNode logprobs) {
    if (logprobs == null || lastText == null) return;
    var content = LogprobsFiller.whole(logprobs).path("content");
    if (content.isArray() && JsonNodes.has(logprobs, "content")) lastText.set("logprobs", content);
  }
}
