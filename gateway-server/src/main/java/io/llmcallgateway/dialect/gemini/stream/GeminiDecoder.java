package io.llmcallgateway.dialect.gemini.stream;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.gemini.answer.AnswerReader;
import io.llmcallgateway.dialect.gemini.answer.ErrorReader;
import io.llmcallgateway.dialect.gemini.answer.GroundingCodec;
import io.llmcallgateway.dialect.gemini.answer.LogprobsCodec;
import io.llmcallgateway.dialect.gemini.answer.UsageCodec;
import io.llmcallgateway.dialect.gemini.content.GeminiPart;
import io.llmcallgateway.dialect.gemini.content.ModelTurnBuilder;
import io.llmcallgateway.dialect.gemini.content.ProtoJson;
import io.llmcallgateway.dialect.gemini.content.ThoughtSignatures;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.EventJson;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Decodes a stream of `generateContent` chunks. A finish reason may come more than once, before
/// and after code that the model runs, so it is held until the body ends: the format has no other
/// end of a stream. One stream, one thread.
public final class GeminiDecoder implements StreamDecoder {
  private final String provider;
  private final CallIds ids;
  private final TreeMap<Integer, Choice> choices = new TreeMap<>();
  private boolean started;
  private @Nullable Finish blocked;
  private @Nullable Usage usage;
  private boolean over;

  private static final class Choice {
    int calls;
    boolean ascii = true;
    @Nullable FunctionCallAssembler open;
    @Nullable Finish finish;
  }

  public GeminiDecoder(String provider, CallIds ids) {
    this.provider = provider;
    this.ids = ids;
  }

  @Override
  public Decoded decode(Frames frames, ChatEventSink out) {
    var root = read(frames);
    if (root == null) return Decoded.UNREADABLE;
    if (root.isArray() && root.size() == 1) root = root.get(0);
    if (!AnswerReader.isAnswer(root)) {
      if (root.isObject() && root.isEmpty()) return Decoded.EVENTS;
      return new Decoded.ProviderError(ErrorReader.inAnswer(root, provider));
    }
    if (!started) {
      started = true;
      out.take(
          new ChatEvent.Started(
              JsonNodes.text(root, "responseId", ""),
              JsonNodes.text(root, "modelVersion", ""),
              0,
              Extras.NONE));
    }
    int position = 0;
    for (var candidate : root.path("candidates")) {
      readCandidate(candidate, AnswerReader.index(candidate, position++), out);
    }
    if (JsonNodes.has(root.path("promptFeedback"), "blockReason"))
      blocked = AnswerReader.blocked(root);
    var more = UsageCodec.read(root);
    if (more != null && !more.equals(usage)) {
      usage = more;
      out.take(new ChatEvent.Used(more));
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

  private void readCandidate(JsonNode candidate, int index, ChatEventSink out) {
    var choice = choices.computeIfAbsent(index, _ -> new Choice());
    for (var part : candidate.path("content").path("parts")) {
      if (part instanceof ObjectNode object) readPart(GeminiPart.read(object), index, choice, out);
    }
    var logprobs = LogprobsCodec.read(candidate);
    if (logprobs != null) out.take(new ChatEvent.Logprobs(index, logprobs));
    // Google counts positions in bytes: they are known here only if all characters are ASCII.
    boolean ascii = choice.ascii;
    for (var citation : GroundingCodec.citations(candidate, bytes -> ascii ? bytes : -1)) {
      out.take(new ChatEvent.Cited(index, citation));
    }
    var finish = AnswerReader.finish(candidate, choice.calls > 0);
    if (finish != null) choice.finish = finish;
  }

  private void readPart(GeminiPart part, int index, Choice choice, ChatEventSink out) {
    if (part.call() != null) {
      readCall(part.call(), part.signature(), index, choice, out);
      return;
    }
    var media = part.foreign() || part.thought() ? null : part.media();
    if (media != null) {
      out.take(new ChatEvent.Media(index, media));
      sign(part, index, out);
      return;
    }
    if (part.inline() != null || part.file() != null || part.foreign()) {
      out.take(new ChatEvent.Block(index, new Part.Foreign(GeminiPart.DIALECT, part.node())));
      return;
    }
    var text = part.text();
    if (text != null && !text.isEmpty()) {
      if (part.thought()) {
        out.take(new ChatEvent.Reasoning(index, text));
      } else {
        choice.ascii = choice.ascii && isAscii(text);
        out.take(new ChatEvent.Text(index, text));
      }
    }
    sign(part, index, out);
  }

  private static void sign(GeminiPart part, int index, ChatEventSink out) {
    if (part.signature() == null) return;
    var opened = ThoughtSignatures.open(part.signature());
    if (opened.callSignature() != null) {
      out.take(new ChatEvent.Signed(index, opened.callSignature()));
    }
  }

  private void readCall(
      JsonNode call, @Nullable String field, int index, Choice choice, ChatEventSink out) {
    var name = ProtoJson.get(call, "name").asString("");
    boolean more = Boolean.TRUE.equals(ProtoJson.flag(call, "willContinue"));
    var partial = ProtoJson.get(call, "partialArgs");
    var open = choice.open;
    if (open != null && (name.isEmpty() || (more && name.equals(open.name) && partial.isArray()))) {
      open.add(partial);
      if (!more) close(index, choice, out);
      return;
    }
    close(index, choice, out);
    if (name.isEmpty()) return; // the end of a call that is already closed
    var signature = field == null ? null : ThoughtSignatures.open(field).callSignature();
    var own = ProtoJson.text(call, "id");
    if (more || partial.isArray()) {
      var begun =
          new FunctionCallAssembler(ids.claim(own), name, signature, ProtoJson.get(call, "args"));
      begun.add(partial);
      choice.open = begun;
      if (!more) close(index, choice, out);
      return;
    }
    int number = choice.calls++;
    out.take(new ChatEvent.CallStarted(index, number, ids.claim(own), name, signature));
    out.take(new ChatEvent.CallArguments(index, number, ModelTurnBuilder.arguments(call)));
    out.take(new ChatEvent.CallEnded(index, number));
  }

  private static void close(int index, Choice choice, ChatEventSink out) {
    var open = choice.open;
    if (open == null) return;
    choice.open = null;
    int number = choice.calls++;
    out.take(new ChatEvent.CallStarted(index, number, open.id, open.name, open.signature));
    out.take(new ChatEvent.CallArguments(index, number, open.arguments()));
    out.take(new ChatEvent.CallEnded(index, number));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) if (text.charAt(i) >= 0x80) return false;
    return true;
  }

  @Override
  public void end(ChatEventSink out) {
    if (over) return;
    over = true;
    choices.forEach(
        (index, choice) -> {
          close(index, choice, out);
          var finish = choice.finish == null ? blocked : choice.finish;
          if (finish == null) return;
          // Calls may come after the finish reason.
          boolean calls = choice.calls > 0 && finish.reason() == FinishReason.STOP;
          out.take(
              new ChatEvent.Finished(index, calls ? finish.as(FinishReason.TOOL_CALLS) : finish));
        });
    if (choices.isEmpty() && blocked != null) out.take(new ChatEvent.Finished(0, blocked));
  }

  @Override
  public boolean ended() {
    return false;
  }

  @Override
  public boolean complete() {
    if (choices.isEmpty()) return blocked != null;
    for (var choice : choices.values()) {
      if (choice.finish == null && blocked == null) return false;
    }
    return true;
  }
}
