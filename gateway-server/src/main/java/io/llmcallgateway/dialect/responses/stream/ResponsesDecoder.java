package io.llmcallgateway.dialect.responses.stream;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.responses.answer.AnswerReader;
import io.llmcallgateway.dialect.responses.answer.ErrorReader;
import io.llmcallgateway.dialect.responses.answer.UsageCodec;
import io.llmcallgateway.dialect.responses.content.ReasoningItems;
import io.llmcallgateway.dialect.responses.content.TypedMembers;
import io.llmcallgateway.dialect.support.CustomToolInput;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.EventJson;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/// Reads a target's stream. Text that no delta had is taken from the events that repeat it whole.
public final class ResponsesDecoder implements StreamDecoder {
  private static final ObjectReader READER = Json.MAPPER.reader();
  private static final Set<String> LAST =
      Set.of("response.completed", "response.incomplete", "response.failed", "response.cancelled");

  private final TargetModel target;
  private final CallIds ids;
  private final Map<Long, Item> open = new HashMap<>();
  private final Set<Long> done = new HashSet<>();
  private boolean started;
  private boolean ended;
  private boolean calls;
  private boolean refused;
  private int nextCall;

  /// An output item that has begun.
  private static final class Item {
    int call = -1;
    boolean arguments;

    /// The source of the reasoning's text: `summary` or `content`.
    @Nullable String reasoningFrom;

    long reasoningPart;

    /// The content parts that have had a delta.
    final Set<Long> told = HashSet.newHashSet(1);
  }

  public ResponsesDecoder(TargetModel target, CallIds ids) {
    this.target = target;
    this.ids = ids;
  }

  @Override
  public Decoded decode(Frames frames, ChatEventSink out) {
    var data = frames.data();
    int start = frames.dataStart();
    int length = frames.dataEnd() - start;
    if (isDone(data, start, length))
      return Decoded.EVENTS; // some compatible servers end with [DONE]
    JsonNode event;
    try {
      event = EventJson.read(READER, data, start, length);
    } catch (JacksonException _) {
      return Decoded.UNREADABLE;
    }
    var type = JsonNodes.text(event, "type");
    if (type == null) type = frames.name() == null ? "" : Objects.requireNonNull(frames.name());
    var failure = failure(type, event);
    if (failure != null) return new Decoded.ProviderError(failure);
    decode(type, event, out);
    return Decoded.EVENTS;
  }

  /// Returns the error that the event reports, either a failed response or the end of an answer
  /// that failed; null if there is none.
  private @Nullable Failure failure(String type, JsonNode event) {
    if (type.equals("error")) {
      var error = event.path("error").isObject() ? event.path("error") : event;
      return ErrorReader.of(error, target.provider());
    }
    if (!LAST.contains(type)) return null;
    var response = event.path("response");
    var status = JsonNodes.text(response, "status", "");
    boolean failed =
        JsonNodes.has(response, "error") || status.equals("failed") || status.equals("cancelled");
    return failed ? ErrorReader.of(response.path("error"), target.provider()) : null;
  }

  private static boolean isDone(byte[] data, int start, int length) {
    return length >= 6 && data[start] == '[' && data[start + 1] == 'D';
  }

  private void decode(String type, JsonNode event, ChatEventSink out) {
    switch (type) {
      case "response.output_text.delta" -> {
        markEmitted(event);
        emitText(JsonNodes.text(event, "delta", ""), event.path("logprobs"), out);
      }
      case "response.function_call_arguments.delta" -> {
        var item = item(event);
        var fragment = JsonNodes.text(event, "delta", "");
        if (item.call < 0 || fragment.isEmpty()) return;
        item.arguments = true;
        out.take(new ChatEvent.CallArguments(0, item.call, fragment));
      }
      case "response.custom_tool_call_input.delta" -> {
        var item = item(event);
        if (item.call >= 0) input(item, JsonNodes.text(event, "delta", ""), out);
      }
      case "response.reasoning_summary_text.delta" ->
          reasoning(event, "summary", "summary_index", out);
      case "response.reasoning_text.delta" -> reasoning(event, "content", "content_index", out);
      case "response.refusal.delta" -> {
        markEmitted(event);
        emitRefusal(JsonNodes.text(event, "delta", ""), out);
      }
      case "response.created", "response.queued", "response.in_progress" ->
          start(event.path("response"), out);
      case "response.output_item.added" -> added(event, out);
      case "response.output_text.done" -> {
        if (markEmitted(event)) {
          emitText(JsonNodes.text(event, "text", ""), event.path("logprobs"), out);
        }
      }
      case "response.refusal.done" -> {
        if (markEmitted(event)) emitRefusal(JsonNodes.text(event, "refusal", ""), out);
      }
      case "response.function_call_arguments.done" ->
          arguments(item(event), JsonNodes.text(event, "arguments", ""), out);
      case "response.output_text.annotation.added" ->
          out.take(new ChatEvent.Cited(0, AnswerReader.citation(event.path("annotation"))));
      case "response.output_item.done" -> {
        long index = index(event);
        if (event.path("item") instanceof ObjectNode item) finishItem(index, item, out);
      }
      case "response.completed", "response.incomplete", "response.failed", "response.cancelled" ->
          finish(event.path("response"), out);
      default -> {} // begin and end of parts, progress of built-in tools: the items have it all
    }
  }

  private void start(JsonNode response, ChatEventSink out) {
    if (started) return;
    started = true;
    out.take(
        new ChatEvent.Started(
            JsonNodes.text(response, "id", ""),
            JsonNodes.text(response, "model", ""),
            JsonNodes.count(response, "created_at"),
            Extras.NONE));
  }

  private static long index(JsonNode event) {
    return JsonNodes.count(event, "output_index");
  }

  private Item item(JsonNode event) {
    return open.computeIfAbsent(index(event), _ -> new Item());
  }

  /// Marks the event's content part; true if nothing of it has been emitted before.
  private boolean markEmitted(JsonNode event) {
    return item(event).told.add(JsonNodes.count(event, "content_index"));
  }

  private static void emitText(String text, JsonNode logprobs, ChatEventSink out) {
    if (!text.isEmpty()) out.take(new ChatEvent.Text(0, text));
    if (!logprobs.isArray() || logprobs.isEmpty()) return;
    out.take(new ChatEvent.Logprobs(0, Json.MAPPER.createObjectNode().set("content", logprobs)));
  }

  private void emitRefusal(String text, ChatEventSink out) {
    if (text.isEmpty()) return;
    refused = true;
    out.take(new ChatEvent.Refusal(0, text));
  }

  private void reasoning(JsonNode event, String from, String index, ChatEventSink out) {
    var item = item(event);
    var text = JsonNodes.text(event, "delta", "");
    if (text.isEmpty()) return;
    long part = JsonNodes.count(event, index);
    if (item.reasoningFrom == null) item.reasoningFrom = from;
    else if (!item.reasoningFrom.equals(from)) return; // the same text again, as a summary
    else if (part != item.reasoningPart) out.take(new ChatEvent.Reasoning(0, "\n\n"));
    item.reasoningPart = part;
    out.take(new ChatEvent.Reasoning(0, text));
  }

  private void added(JsonNode event, ChatEventSink out) {
    var item = item(event);
    var node = event.path("item");
    if (AnswerReader.isCall(JsonNodes.text(node, "type", ""))) startCall(item, node, out);
  }

  private void startCall(Item item, JsonNode node, ChatEventSink out) {
    if (item.call >= 0) return;
    calls = true;
    item.call = nextCall++;
    out.take(
        new ChatEvent.CallStarted(
            0,
            item.call,
            ids.claim(JsonNodes.text(node, "call_id")),
            JsonNodes.text(node, "name", ""),
            null));
  }

  /// Emits a piece of a custom tool's input.
  private static void input(Item item, String piece, ChatEventSink out) {
    var fragment = (item.arguments ? "" : CustomToolInput.OPEN) + CustomToolInput.piece(piece);
    item.arguments = true;
    if (!fragment.isEmpty()) out.take(new ChatEvent.CallArguments(0, item.call, fragment));
  }

  private static void arguments(Item item, String whole, ChatEventSink out) {
    if (item.call < 0 || item.arguments || whole.isBlank()) return;
    item.arguments = true;
    out.take(new ChatEvent.CallArguments(0, item.call, whole));
  }

  private void finishItem(long index, ObjectNode node, ChatEventSink out) {
    if (!done.add(index)) return;
    var item = open.remove(index);
    if (item == null) item = new Item();
    switch (JsonNodes.text(node, "type", "")) {
      case "message" -> {
        // Bedrock's gpt-oss counts a part before its text that the item does not have
        int told = item.told.size();
        for (var part : node.path("content")) {
          if (told-- > 0) continue;
          emitText(JsonNodes.text(part, "text", ""), part.path("logprobs"), out);
          for (var each : part.path("annotations")) {
            out.take(new ChatEvent.Cited(0, AnswerReader.citation(each)));
          }
          emitRefusal(JsonNodes.text(part, "refusal", ""), out);
        }
      }
      case "reasoning" -> {
        var reasoning = ReasoningItems.reasoning(node, ReasoningItems.family(target));
        if (item.reasoningFrom == null && !reasoning.text().isEmpty()) {
          out.take(new ChatEvent.Reasoning(0, reasoning.text()));
        }
        var signature = reasoning.signature();
        if (signature != null) out.take(new ChatEvent.Signed(0, signature));
      }
      case "function_call" -> {
        startCall(item, node, out);
        arguments(item, JsonNodes.text(node, "arguments", ""), out);
        out.take(new ChatEvent.CallEnded(0, item.call));
      }
      case "custom_tool_call" -> {
        startCall(item, node, out);
        if (!item.arguments) input(item, JsonNodes.text(node, "input", ""), out);
        out.take(new ChatEvent.CallArguments(0, item.call, CustomToolInput.CLOSE));
        out.take(new ChatEvent.CallEnded(0, item.call));
      }
      default -> {
        calls |= AnswerReader.isCall(JsonNodes.text(node, "type", ""));
        out.take(new ChatEvent.Block(0, new Part.Foreign(TypedMembers.DIALECT, node)));
      }
    }
  }

  private void finish(JsonNode response, ChatEventSink out) {
    start(response, out);
    long index = 0;
    for (var item : response.path("output")) {
      if (item instanceof ObjectNode object) finishItem(index, object, out);
      index++;
    }
    end(out);
    ended = true;
    out.take(new ChatEvent.Finished(0, AnswerReader.finish(response, calls, refused)));
    var usage = UsageCodec.of(response);
    if (usage != null) out.take(new ChatEvent.Used(usage));
  }

  @Override
  public void end(ChatEventSink out) {
    for (var item : open.values()) {
      if (item.call >= 0) out.take(new ChatEvent.CallEnded(0, item.call));
    }
    open.clear();
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public boolean complete() {
    return ended;
  }
}
