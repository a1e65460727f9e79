package io.llmcallgateway.dialect.responses.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.responses.answer.AnswerWriter;
import io.llmcallgateway.dialect.responses.answer.ResponseObject;
import io.llmcallgateway.dialect.responses.content.ReasoningItems;
import io.llmcallgateway.dialect.support.LogprobsFiller;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.model.chat.ToolForm;
import io.llmcallgateway.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the output item that is open in a stream. The text is repeated when the item is done;
/// beyond a cap only the deltas have it.
final class OutputItemWriter {
  /// Characters kept of an item's text: more than any model writes.
  private static final int MOST_KEPT = 8 << 20;

  private static final byte[] NO_LOGPROBS = ",\"logprobs\":[]".getBytes(UTF_8);
  private static final byte[] NOTHING = {};

  private static final String ARGUMENTS = "response.function_call_arguments";
  private static final String CUSTOM_INPUT = "response.custom_tool_call_input";

  /// The kind of an item.
  enum Kind {
    MESSAGE,
    REASONING,
    CALL
  }

  private final Kind kind;
  private final EventWriter events;
  private final String id;
  private final int index;
  private final String callId;
  private final String name;
  private final @Nullable ToolForm form;
  private final ArrayNode content = Json.MAPPER.createArrayNode();
  private final StringBuilder text = new StringBuilder();
  private @Nullable Signature signature;

  /// The content part that is open: `output_text` or `refusal`.
  private @Nullable ObjectNode part;

  private byte[] delta = NOTHING;
  private boolean summary;
  private int textLength;

  private OutputItemWriter(
      Kind kind,
      EventWriter events,
      String id,
      int index,
      String callId,
      String name,
      @Nullable ToolForm form) {
    this.form = form;
    this.kind = kind;
    this.events = events;
    this.id = id;
    this.index = index;
    this.callId = callId;
    this.name = name;
  }

  static OutputItemWriter of(Kind kind, EventWriter events, ResponseObject response, int index) {
    var id = response.itemId(kind == Kind.MESSAGE ? "msg" : "rs", index);
    var item = new OutputItemWriter(kind, events, id, index, "", "", null);
    var begun = item.item("in_progress");
    begun.remove("encrypted_content"); // known at the end
    events.item("response.output_item.added", index, begun);
    return item;
  }

  static OutputItemWriter call(
      EventWriter events,
      ResponseObject response,
      int index,
      String callId,
      String name,
      @Nullable ToolForm form) {
    var id = response.itemId(AnswerWriter.callPrefix(form), index);
    var item = new OutputItemWriter(Kind.CALL, events, id, index, callId, name, form);
    events.item("response.output_item.added", index, item.item("in_progress"));
    var type = item.called() == ToolForm.Kind.CUSTOM ? CUSTOM_INPUT : ARGUMENTS;
    item.delta = item.head(type + ".delta", "", "\"delta\":");
    return item;
  }

  Kind kind() {
    return kind;
  }

  /// Returns the number of characters of output text so far.
  int textLength() {
    return textLength;
  }

  void text(String words) {
    if (!isOpen("output_text")) {
      openPart(AnswerWriter.outputText(""));
      delta = head("response.output_text.delta", contentIndex(), "\"delta\":");
    }
    keep(words);
    textLength += words.length();
    events.write(delta, words, NO_LOGPROBS);
  }

  void refusal(String words) {
    if (!isOpen("refusal")) {
      openPart(Json.MAPPER.createObjectNode().put("type", "refusal").put("refusal", ""));
      delta = head("response.refusal.delta", contentIndex(), "\"delta\":");
    }
    keep(words);
    events.write(delta, words, NOTHING);
  }

  void reasoning(String words) {
    if (!summary) {
      summary = true;
      events.write("response.reasoning_summary_part.added", summaryPart(""));
      delta = head("response.reasoning_summary_text.delta", SUMMARY_INDEX, "\"delta\":");
    }
    keep(words);
    events.write(delta, words, NOTHING);
  }

  private static final String SUMMARY_INDEX = "\"summary_index\":0,";

  void sign(Signature by) {
    signature = by;
  }

  void arguments(String fragment) {
    if (fragment.isEmpty() || kind != Kind.CALL) return;
    keep(fragment);
    if (called() != ToolForm.Kind.SEARCH) events.write(delta, fragment, NOTHING);
  }

  private ToolForm.Kind called() {
    return form == null ? ToolForm.Kind.FUNCTION : form.kind();
  }

  void cite(ObjectNode annotation) {
    if (!isOpen("output_text")) {
      openPart(AnswerWriter.outputText(""));
      delta = head("response.output_text.delta", contentIndex(), "\"delta\":");
    }
    if (part == null) return;
    var annotations = (ArrayNode) part.path("annotations");
    var members = place().put("content_index", content.size());
    members.put("annotation_index", annotations.size());
    members.set("annotation", annotation);
    annotations.add(annotation);
    events.write("response.output_text.annotation.added", members);
  }

  void logprobs(JsonNode logprobs) {
    if (part == null || !isOpen("output_text")) return;
    for (var each : LogprobsFiller.whole(logprobs).path("content"))
      ((ArrayNode) part.path("logprobs")).add(each);
  }

  private void keep(String words) {
    int room = Math.min(words.length(), MOST_KEPT - text.length());
    if (room > 0) text.append(words, 0, room);
  }

  private boolean isOpen(String type) {
    return part != null && part.path("type").asString("").equals(type);
  }

  private String contentIndex() {
    return "\"content_index\":" + content.size() + ",";
  }

  private byte[] head(String type, String more, String last) {
    return EventWriter.head(
        type, ",\"item_id\":\"" + id + "\",\"output_index\":" + index + "," + more + last);
  }

  private ObjectNode place() {
    return Json.MAPPER.createObjectNode().put("item_id", id).put("output_index", index);
  }

  private void openPart(ObjectNode fresh) {
    closePart();
    part = fresh;
    partEvent("response.content_part.added", fresh);
  }

  private void partEvent(String type, ObjectNode now) {
    var members = place().put("content_index", content.size());
    members.set("part", now);
    events.write(type, members);
  }

  private void closePart() {
    var closing = part;
    if (closing == null) return;
    var words = text.toString();
    text.setLength(0);
    var members = place().put("content_index", content.size());
    if (isOpen("refusal")) {
      closing.put("refusal", words);
      events.write("response.refusal.done", members.put("refusal", words));
    } else {
      closing.put("text", words);
      members.put("text", words);
      members.set("logprobs", closing.path("logprobs"));
      events.write("response.output_text.done", members);
    }
    partEvent("response.content_part.done", closing);
    content.add(closing);
    part = null;
  }

  private ObjectNode summaryPart(String words) {
    var members = place().put("summary_index", 0);
    members.putObject("part").put("type", "summary_text").put("text", words);
    return members;
  }

  /// Writes the events that end the item, and returns the whole item.
  ObjectNode close(String status) {
    switch (kind) {
      case MESSAGE -> closePart();
      case REASONING -> {
        if (summary) {
          var words = text.toString();
          events.write(
              "response.reasoning_summary_text.done",
              place().put("summary_index", 0).put("text", words));
          events.write("response.reasoning_summary_part.done", summaryPart(words));
        }
      }
      case CALL -> {
        switch (called()) {
          case FUNCTION -> {
            if (text.isEmpty()) arguments("{}");
            var own = form == null ? name : form.name();
            events.write(
                ARGUMENTS + ".done", place().put("name", own).put("arguments", text.toString()));
          }
          case CUSTOM ->
              events.write(CUSTOM_INPUT + ".done", place().put("input", text.toString()));
          case SEARCH -> {} // has no events of its own
        }
      }
    }
    var item = item(status);
    events.item("response.output_item.done", index, item);
    return item;
  }

  /// Returns the item as it is now.
  ObjectNode item(String status) {
    return switch (kind) {
      case MESSAGE -> {
        var message = AnswerWriter.message(id, status);
        message.set("content", content);
        yield message;
      }
      case REASONING -> ReasoningItems.reasoningItem(id, text.toString(), signature);
      case CALL -> AnswerWriter.call(id, callId, name, text.toString(), status, form);
    };
  }
}
