package io.llmcallgateway.dialect.cohere.stream;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.cohere.answer.AnswerReader;
import io.llmcallgateway.dialect.cohere.answer.CitationCodec;
import io.llmcallgateway.dialect.cohere.answer.ErrorCodec;
import io.llmcallgateway.dialect.cohere.answer.UsageCodec;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads a stream of v2 chat events.
public final class CohereDecoder implements StreamDecoder {
  private static final int NONE = -1;

  private final String provider;
  private final CallIds ids;
  private boolean started;
  private boolean complete;
  private boolean ended;
  private int calls;
  private int open = NONE;

  public CohereDecoder(String provider, CallIds ids) {
    this.provider = provider;
    this.ids = ids;
  }

  @Override
  public Decoded decode(Frames frames, ChatEventSink out) {
    int length = frames.dataEnd() - frames.dataStart();
    if (isDone(frames, length)) {
      ended = true;
      return Decoded.EVENTS;
    }
    JsonNode event;
    try {
      event = Json.MAPPER.readTree(frames.data(), frames.dataStart(), length);
    } catch (JacksonException _) {
      return Decoded.UNREADABLE;
    }
    var type = JsonNodes.text(event, "type", "");
    if (type.equals("error") || (type.isEmpty() && event.has("message"))) {
      var data = Arrays.copyOfRange(frames.data(), frames.dataStart(), frames.dataEnd());
      return new Decoded.ProviderError(ErrorCodec.read(502, Headers.NONE, Body.of(data), provider));
    }
    var message = event.path("delta").path("message");
    switch (type) {
      case "message-start" -> start(JsonNodes.text(event, "id", ""), out);
      case "content-start", "content-delta" -> content(message.path("content"), out);
      case "tool-plan-delta" -> reason(JsonNodes.text(message, "tool_plan", ""), out);
      case "tool-call-start" -> startCall(call(message), out);
      case "tool-call-delta" -> {
        var fragment = JsonNodes.text(call(message).path("function"), "arguments", "");
        if (open != NONE && !fragment.isEmpty()) {
          out.take(new ChatEvent.CallArguments(0, open, fragment));
        }
      }
      case "tool-call-end" -> endCall(out);
      case "citation-start" -> cite(message.path("citations"), out);
      case "message-end" -> {
        var failure = finish(event.path("delta"), out);
        if (failure != null) return new Decoded.ProviderError(failure);
      }
      default -> {} // content-end, citation-end, and what is yet to come
    }
    return Decoded.EVENTS;
  }

  private static boolean isDone(Frames frames, int length) {
    return length >= 6 && frames.data()[frames.dataStart()] == '[';
  }

  /// The call of an event: an object, or a list in older answers.
  private static JsonNode call(JsonNode message) {
    var calls = message.path("tool_calls");
    return calls.isArray() ? calls.path(0) : calls;
  }

  private void start(String id, ChatEventSink out) {
    if (started) return;
    started = true;
    out.take(new ChatEvent.Started(id, "", 0, Extras.NONE));
  }

  private void content(JsonNode content, ChatEventSink out) {
    start("", out);
    var item = content.isArray() ? content.path(0) : content;
    reason(JsonNodes.text(item, "thinking", ""), out);
    var text = JsonNodes.text(item, "text", "");
    if (!text.isEmpty()) out.take(new ChatEvent.Text(0, text));
  }

  private static void reason(String text, ChatEventSink out) {
    if (!text.isEmpty()) out.take(new ChatEvent.Reasoning(0, text));
  }

  private void startCall(JsonNode call, ChatEventSink out) {
    start("", out);
    endCall(out);
    open = calls++;
    var function = call.path("function");
    var name = JsonNodes.text(function, "name", "");
    out.take(new ChatEvent.CallStarted(0, open, ids.claim(JsonNodes.text(call, "id")), name, null));
    var first = JsonNodes.text(function, "arguments", "");
    if (!first.isEmpty()) out.take(new ChatEvent.CallArguments(0, open, first));
  }

  private void endCall(ChatEventSink out) {
    if (open == NONE) return;
    out.take(new ChatEvent.CallEnded(0, open));
    open = NONE;
  }

  private static void cite(JsonNode citations, ChatEventSink out) {
    var all = citations.isObject() ? List.of(citations) : citations;
    for (var citation : all) {
      for (var each : CitationCodec.read(citation)) out.take(new ChatEvent.Cited(0, each));
    }
  }

  /// The failure that ended the answer; null where it ended well.
  private @Nullable Failure finish(JsonNode delta, ChatEventSink out) {
    start("", out);
    endCall(out);
    var usage = UsageCodec.read(delta.path("usage"));
    if (usage != null) out.take(new ChatEvent.Used(usage));
    @Nullable String error = JsonNodes.text(delta, "error");
    var word = JsonNodes.text(delta, "finish_reason", error == null ? "COMPLETE" : "ERROR");
    var failure = AnswerReader.failure(word, provider);
    if (failure != null || complete) return failure;
    complete = true;
    out.take(new ChatEvent.Finished(0, AnswerReader.finish(word, calls > 0)));
    return null;
  }

  @Override
  public void end(ChatEventSink out) {
    endCall(out);
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public boolean complete() {
    return complete;
  }
}
