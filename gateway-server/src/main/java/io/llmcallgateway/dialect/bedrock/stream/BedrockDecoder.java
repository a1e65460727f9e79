package io.llmcallgateway.dialect.bedrock.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.bedrock.answer.ErrorReader;
import io.llmcallgateway.dialect.bedrock.answer.FinishCodec;
import io.llmcallgateway.dialect.bedrock.answer.UsageCodec;
import io.llmcallgateway.dialect.bedrock.content.CitationCodec;
import io.llmcallgateway.dialect.bedrock.content.MediaFormats;
import io.llmcallgateway.dialect.bedrock.content.SignatureCodec;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.AwsEventReader;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a streamed answer. Only tool uses have a start; usage comes in a `metadata` event after
/// the message's end.
public final class BedrockDecoder implements StreamDecoder {
  private static final Set<String> KNOWN =
      Set.of(
          "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata");

  private final TargetModel target;
  private final CallIds ids;
  private final String family;
  private final Map<Integer, Open> open = new HashMap<>();
  private boolean started;
  private boolean stopped;
  private boolean ended;
  private int calls;

  /// A block that must be remembered until it stops.
  private static final class Open {
    @Nullable String imageFormat;

    /// -1: no call.
    int call = -1;

    final StringBuilder signature = new StringBuilder(0);
    boolean encrypted;
    @Nullable ObjectNode foreign;
    final StringBuilder input = new StringBuilder(0);
  }

  public BedrockDecoder(TargetModel target, CallIds ids) {
    this.target = target;
    this.ids = ids;
    family = SignatureCodec.familyOf(target.rules());
  }

  @Override
  public Decoded decode(Frames frames, ChatEventSink out) {
    if (ended) return Decoded.EVENTS;
    var type = frames.name();
    if (frames.isException()) return new Decoded.ProviderError(failure(frames, type));
    if (type == null) return Decoded.EVENTS;
    if (type.equals("messageStart")) {
      start(out);
      return Decoded.EVENTS;
    }
    if (!KNOWN.contains(type)) return Decoded.EVENTS; // initial-response, and what may come yet
    var payload = payload(frames);
    if (payload == null) return Decoded.UNREADABLE;
    read(type, payload, out);
    return Decoded.EVENTS;
  }

  private void read(String type, JsonNode payload, ChatEventSink out) {
    if (type.equals("contentBlockStop")) {
      blockStop((int) JsonNodes.count(payload, "contentBlockIndex"), out);
      return;
    }
    start(out);
    switch (type) {
      case "contentBlockStart" -> blockStart(payload, out);
      case "contentBlockDelta" -> delta(payload, out);
      case "messageStop" -> stop(payload, out);
      default -> {
        var usage = UsageCodec.of(payload);
        if (usage != null) out.take(new ChatEvent.Used(usage));
        ended = stopped;
      }
    }
  }

  private static @Nullable JsonNode payload(Frames frames) {
    int size = frames.dataEnd() - frames.dataStart();
    try {
      return Json.MAPPER.readTree(frames.data(), frames.dataStart(), size);
    } catch (JacksonException _) {
      return null;
    }
  }

  private static String start(Frames frames, int size) {
    return new String(frames.data(), frames.dataStart(), Math.min(size, 200), UTF_8);
  }

  private Failure failure(Frames frames, @Nullable String type) {
    var told = frames instanceof AwsEventReader reader ? reader.errorMessage() : null;
    JsonNode payload = Json.MAPPER.createObjectNode();
    int size = frames.dataEnd() - frames.dataStart();
    try {
      payload = Json.MAPPER.readTree(frames.data(), frames.dataStart(), size);
    } catch (JacksonException _) {
      if (told == null) told = start(frames, size); // an error in plain words
    }
    return ErrorReader.inStream(type, told, payload, target.provider());
  }

  private void start(ChatEventSink out) {
    if (started) return;
    started = true;
    out.take(new ChatEvent.Started("", "", 0, Extras.NONE));
  }

  private void blockStart(JsonNode event, ChatEventSink out) {
    var use = JsonNodes.object(event.path("start"), "toolUse");
    var start = JsonNodes.object(event, "start");
    if (start == null) return;
    var block = block(event);
    var image = JsonNodes.object(start, "image");
    if (image != null) {
      block.imageFormat = JsonNodes.text(image, "format", "");
      return;
    }
    if (use == null || JsonNodes.has(use, "type")) {
      block.foreign = start; // a server's tool, say
      return;
    }
    block.call = calls++;
    out.take(
        new ChatEvent.CallStarted(
            0,
            block.call,
            ids.claim(JsonNodes.text(use, "toolUseId")),
            JsonNodes.text(use, "name", ""),
            null));
  }

  private Open block(JsonNode event) {
    return open.computeIfAbsent((int) JsonNodes.count(event, "contentBlockIndex"), _ -> new Open());
  }

  private void delta(JsonNode event, ChatEventSink out) {
    var delta = event.path("delta");
    var text = JsonNodes.text(delta, "text");
    if (text != null) {
      out.take(new ChatEvent.Text(0, text));
      return;
    }
    var use = JsonNodes.object(delta, "toolUse");
    if (use != null) {
      input(event, JsonNodes.text(use, "input", ""), out);
      return;
    }
    var reasoning = JsonNodes.object(delta, "reasoningContent");
    if (reasoning != null) {
      reasoning(event, reasoning, out);
      return;
    }
    var bytes = JsonNodes.text(delta.path("image").path("source"), "bytes");
    if (bytes != null) {
      var type = MediaFormats.mediaType(Part.Kind.IMAGE, block(event).imageFormat);
      var source = new Part.Source.Base64(bytes);
      out.take(new ChatEvent.Media(0, Part.Media.of(Part.Kind.IMAGE, source, type)));
      return;
    }
    var citation = JsonNodes.object(delta, "citation");
    if (citation != null) out.take(new ChatEvent.Cited(0, CitationCodec.read(citation)));
  }

  private void input(JsonNode event, String fragment, ChatEventSink out) {
    if (fragment.isEmpty()) return;
    var block = block(event);
    if (block.call >= 0) out.take(new ChatEvent.CallArguments(0, block.call, fragment));
    else block.input.append(fragment);
  }

  private void reasoning(JsonNode event, ObjectNode delta, ChatEventSink out) {
    var text = JsonNodes.text(delta, "text", "");
    if (!text.isEmpty()) out.take(new ChatEvent.Reasoning(0, text));
    var signature = JsonNodes.text(delta, "signature", "");
    if (!signature.isEmpty()) block(event).signature.append(signature);
    var redacted = JsonNodes.text(delta, "redactedContent");
    if (redacted == null) return;
    var block = block(event);
    block.encrypted = true;
    block.signature.append(SignatureCodec.fromBlob(redacted));
  }

  private void blockStop(int index, ChatEventSink out) {
    var block = open.remove(index);
    if (block != null) close(block, out);
  }

  private void close(Open block, ChatEventSink out) {
    if (block.call >= 0) out.take(new ChatEvent.CallEnded(0, block.call));
    if (!block.signature.isEmpty()) {
      var signature = new Signature(family, block.encrypted, block.signature.toString(), null);
      out.take(new ChatEvent.Signed(0, signature));
    }
    if (block.foreign == null) return;
    var use = JsonNodes.object(block.foreign, "toolUse");
    if (use != null) use.set("input", json(block.input.toString()));
    out.take(new ChatEvent.Block(0, new Part.Foreign(DialectId.BEDROCK.text(), block.foreign)));
  }

  private static JsonNode json(String text) {
    try {
      if (!text.isBlank()) return Json.EXACT.readTree(text);
    } catch (JacksonException _) {
      // kept as an empty input
    }
    return Json.MAPPER.createObjectNode();
  }

  private void stop(JsonNode event, ChatEventSink out) {
    if (stopped) return;
    stopped = true;
    closeAll(out);
    var finish = FinishCodec.read(event, calls > 0);
    if (finish != null) out.take(new ChatEvent.Finished(0, finish));
  }

  private void closeAll(ChatEventSink out) {
    open.keySet().stream().sorted().toList().forEach(index -> blockStop(index, out));
  }

  @Override
  public void end(ChatEventSink out) {
    if (!stopped) closeAll(out);
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public boolean complete() {
    return stopped;
  }
}
