package io.llmcallgateway.dialect.anthropic.stream;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.anthropic.answer.AnswerReader;
import io.llmcallgateway.dialect.anthropic.answer.ErrorReader;
import io.llmcallgateway.dialect.anthropic.answer.UsageCodec;
import io.llmcallgateway.dialect.anthropic.content.ContentBlocks;
import io.llmcallgateway.dialect.anthropic.content.JsonAnswerTool;
import io.llmcallgateway.dialect.anthropic.content.ThinkingBlocks;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.EventJson;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Decodes a stream of Messages events. One stream, one thread.
public final class AnthropicDecoder implements StreamDecoder {
  private final String provider;
  private final CallIds ids;
  private final UsageCodec counts = new UsageCodec();
  private final TreeMap<Integer, Open> blocks = new TreeMap<>();
  private @Nullable Usage told;
  private boolean started;
  private boolean finished;
  private boolean stopped;
  private int calls;
  private int length;

  /// The kind of an open block.
  private enum Kind {
    TEXT,
    THINKING,
    CALL,
    JSON_ANSWER,
    /// Any other block, which becomes one event once it is complete.
    WHOLE
  }

  private static final class Open {
    final Kind kind;
    final ObjectNode node;
    final StringBuilder gathered = new StringBuilder(0);
    final List<JsonNode> citations = new ArrayList<>(0);
    int call;
    int start;
    boolean any;

    Open(Kind kind, ObjectNode node) {
      this.kind = kind;
      this.node = node;
    }
  }

  public AnthropicDecoder(String provider, CallIds ids) {
    this.provider = provider;
    this.ids = ids;
  }

  @Override
  public Decoded decode(Frames frames, ChatEventSink out) {
    if (stopped) return Decoded.EVENTS;
    var root = read(frames);
    if (root == null) return Decoded.UNREADABLE;
    switch (JsonNodes.text(root, "type", "")) {
      case "content_block_delta" -> delta(root, out);
      case "content_block_start" -> start(root, out);
      case "content_block_stop" -> close(root.path("index").asInt(0), out);
      case "message_start" -> begin(root.path("message"), out);
      case "message_delta" -> messageDelta(root, out);
      case "message_stop" -> {
        closeAll(out);
        stopped = true;
      }
      case "error" -> {
        return new Decoded.ProviderError(ErrorReader.inAnswer(root, provider));
      }
      default -> {
        if (JsonNodes.has(root, "error")) {
          return new Decoded.ProviderError(ErrorReader.inAnswer(root, provider));
        }
        // a ping, or an event that came after this was written
      }
    }
    return Decoded.EVENTS;
  }

  private static @Nullable JsonNode read(Frames frames) {
    int start = frames.dataStart();
    try {
      return EventJson.read(Json.EXACT, frames.data(), start, frames.dataEnd() - start);
    } catch (JacksonException _) {
      return null;
    }
  }

  /// Reads `message_start`, which some proxies send twice.
  private void begin(JsonNode message, ChatEventSink out) {
    if (!started) {
      var id = JsonNodes.text(message, "id", "");
      started = true;
      out.take(new ChatEvent.Started(id, JsonNodes.text(message, "model", ""), 0, Extras.NONE));
    }
    use(message, out);
  }

  private void started(ChatEventSink out) {
    if (started) return;
    started = true;
    out.take(new ChatEvent.Started("", "", 0, Extras.NONE));
  }

  private void use(JsonNode holder, ChatEventSink out) {
    counts.take(holder.path("usage"));
    var now = counts.usage();
    if (now == null || now.equals(told)) return;
    told = now;
    out.take(new ChatEvent.Used(now));
  }

  private void start(JsonNode root, ChatEventSink out) {
    started(out);
    int index = root.path("index").asInt(0);
    close(index, out);
    if (!(root.path("content_block") instanceof ObjectNode node)) return;
    var type = JsonNodes.text(node, "type", "");
    var name = JsonNodes.text(node, "name", "");
    var open =
        new Open(
            switch (type) {
              case "text" -> Kind.TEXT;
              case "thinking" -> Kind.THINKING;
              case "tool_use" -> JsonAnswerTool.is(name) ? Kind.JSON_ANSWER : Kind.CALL;
              default -> Kind.WHOLE;
            },
            node);
    open.start = length;
    blocks.put(index, open);
    switch (open.kind) {
      case TEXT -> text(JsonNodes.text(node, "text", ""), out);
      case THINKING -> {
        var text = JsonNodes.text(node, "thinking", "");
        if (!text.isEmpty()) out.take(new ChatEvent.Reasoning(0, text));
        open.gathered.append(JsonNodes.text(node, "signature", ""));
      }
      case CALL -> {
        open.call = calls++;
        var id = ids.claim(JsonNodes.text(node, "id"));
        out.take(new ChatEvent.CallStarted(0, open.call, id, name, null));
        if (node.path("input").isObject() && !node.path("input").isEmpty()) {
          open.any = true; // a compatible vendor that sends the whole input at once
          out.take(new ChatEvent.CallArguments(0, open.call, ContentBlocks.arguments(node)));
        }
      }
      case JSON_ANSWER, WHOLE -> {}
    }
  }

  private void text(String text, ChatEventSink out) {
    if (text.isEmpty()) return;
    length += text.length();
    out.take(new ChatEvent.Text(0, text));
  }

  private void delta(JsonNode root, ChatEventSink out) {
    var open = blocks.get(root.path("index").asInt(0));
    if (open == null) return;
    var delta = root.path("delta");
    switch (JsonNodes.text(delta, "type", "")) {
      case "text_delta" -> text(JsonNodes.text(delta, "text", ""), out);
      case "thinking_delta" -> {
        var text = JsonNodes.text(delta, "thinking", "");
        if (!text.isEmpty()) out.take(new ChatEvent.Reasoning(0, text));
      }
      case "signature_delta" -> open.gathered.append(JsonNodes.text(delta, "signature", ""));
      case "input_json_delta" -> json(open, JsonNodes.text(delta, "partial_json", ""), out);
      case "citations_delta" -> {
        if (delta.path("citation").isObject()) open.citations.add(delta.path("citation"));
      }
      default -> {
        // a delta of a block that only this dialect knows: collect its members
        for (var member : delta.properties()) {
          if (!member.getKey().equals("type")) open.node.set(member.getKey(), member.getValue());
        }
      }
    }
  }

  private void json(Open open, String piece, ChatEventSink out) {
    if (piece.isEmpty()) return;
    switch (open.kind) {
      case CALL -> {
        if (open.any && open.node.path("input").size() > 0) return; // the start had the whole input
        open.any = true;
        out.take(new ChatEvent.CallArguments(0, open.call, piece));
      }
      case JSON_ANSWER -> text(piece, out);
      case WHOLE -> open.gathered.append(piece);
      case TEXT, THINKING -> {}
    }
  }

  private void close(int index, ChatEventSink out) {
    var open = blocks.remove(index);
    if (open == null) return;
    switch (open.kind) {
      case TEXT -> {
        for (var each : open.citations) {
          out.take(new ChatEvent.Cited(0, ContentBlocks.citation(each, open.start, length)));
        }
      }
      case THINKING -> {
        var signature = ThinkingBlocks.signature(open.gathered.toString());
        if (signature != null) out.take(new ChatEvent.Signed(0, signature));
      }
      case CALL -> out.take(new ChatEvent.CallEnded(0, open.call));
      case JSON_ANSWER -> {}
      case WHOLE -> whole(open, out);
    }
  }

  private static void whole(Open open, ChatEventSink out) {
    if (JsonNodes.text(open.node, "type", "").equals("redacted_thinking")) {
      var signature = ThinkingBlocks.readRedacted(open.node).signature();
      if (signature != null) out.take(new ChatEvent.Signed(0, signature));
      return;
    }
    var input = open.gathered.isEmpty() ? null : ContentBlocks.input(open.gathered.toString());
    if (input != null) open.node.set("input", input);
    out.take(new ChatEvent.Block(0, new Part.Foreign(ContentBlocks.DIALECT, open.node)));
  }

  private void closeAll(ChatEventSink out) {
    while (!blocks.isEmpty()) close(blocks.firstKey(), out);
  }

  private void messageDelta(JsonNode root, ChatEventSink out) {
    started(out);
    use(root, out);
    var delta = root.path("delta");
    var finish = AnswerReader.finish(delta, calls > 0);
    if (finish == null || finished) return;
    closeAll(out);
    finished = true;
    out.take(new ChatEvent.Finished(0, finish));
  }

  @Override
  public void end(ChatEventSink out) {
    closeAll(out);
  }

  @Override
  public boolean ended() {
    return stopped;
  }

  /// True once the stop reason has come: only `message_stop` follows it.
  @Override
  public boolean complete() {
    return finished;
  }
}
