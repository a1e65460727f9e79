package io.llmcallgateway.dialect.gemini.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.StreamEncoder;
import io.llmcallgateway.dialect.gemini.answer.AnswerWriter;
import io.llmcallgateway.dialect.gemini.answer.ErrorWriter;
import io.llmcallgateway.dialect.gemini.answer.GroundingCodec;
import io.llmcallgateway.dialect.gemini.answer.LogprobsCodec;
import io.llmcallgateway.dialect.gemini.answer.UsageCodec;
import io.llmcallgateway.dialect.gemini.content.GeminiPart;
import io.llmcallgateway.dialect.gemini.content.ThoughtSignatures;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Encodes a stream of `generateContent` chunks: server-sent events, or one JSON array for clients
/// that did not ask for `alt=sse`. Each call is written whole, as Google's are.
public final class GeminiEncoder implements StreamEncoder {
  private static final byte[] EVENT = "data: ".getBytes(UTF_8);
  private static final byte[] LINES = "\r\n\r\n".getBytes(UTF_8);
  private static final byte[] NEXT = ",\r\n".getBytes(UTF_8);
  private static final byte[] TEXT =
      "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":".getBytes(UTF_8);
  private static final byte[] THOUGHT = ",\"thought\":true".getBytes(UTF_8);
  private static final byte[] INDEX = "}],\"role\":\"model\"},\"index\":".getBytes(UTF_8);
  private static final byte[] CANDIDATE_END = "}]".getBytes(UTF_8);
  private static final int MOST_CITATIONS = 1_000;
  private static final int MOST_SAID = 1 << 20; // characters

  /// The longest reasoning that a call carries, see `SignatureEnvelope.intoId`; in characters.
  private static final int MOST_CARRIED = 256 * 1024;

  private final boolean events;
  private final boolean shown;
  private final TreeMap<Integer, Choice> choices = new TreeMap<>();
  private byte[] tail = "}".getBytes(UTF_8);
  private String model;
  private String id;
  private @Nullable Usage usage;
  private boolean first = true;

  private static final class OpenCall {
    final ChatEvent.CallStarted started;
    final StringBuilder arguments = new StringBuilder();
    boolean ended;

    OpenCall(ChatEvent.CallStarted started) {
      this.started = started;
    }
  }

  private static final class Choice {
    final StringBuilder reasoning = new StringBuilder();
    final List<Part.Reasoning> carried = new ArrayList<>(0);
    boolean follows; // true after a call that carries reasoning
    final List<Citation> citations = new ArrayList<>(0);
    boolean inReasoning;
    final StringBuilder said = new StringBuilder(0);
    @Nullable Finish finish;

    /// The calls that are not written yet, in the order in which they began.
    final LinkedHashMap<Integer, OpenCall> calls = new LinkedHashMap<>(2);

    /// Ends the open thought. An unsigned thought is carried by the next call, like a signed one.
    void endThought() {
      boolean carries = !reasoning.isEmpty() && reasoning.length() <= MOST_CARRIED;
      if (carries) carried.add(new Part.Reasoning(reasoning.toString(), null));
      reasoning.setLength(0);
      inReasoning = false;
    }

    void said(String text) {
      if (said.length() < MOST_SAID) said.append(text);
    }
  }

  public GeminiEncoder(AnswerContext context) {
    var query = context.inbound().place().query();
    events = "sse".equals(query.getOrDefault("alt", query.get("$alt")));
    shown = AnswerWriter.shows(context.request());
    model = context.model();
    id = context.id().text();
  }

  @Override
  public String contentType() {
    return events ? "text/event-stream" : "application/json; charset=UTF-8";
  }

  @Override
  public void encode(ChatEvent event, ByteSink out) {
    switch (event) {
      case ChatEvent.Started started -> start(started);
      case ChatEvent.Text text -> {
        if (!text.text().isEmpty()) choice(text.choice()).endThought();
        choice(text.choice()).said(text.text());
        if (!text.text().isEmpty()) writeText(text.choice(), text.text(), false, out);
      }
      case ChatEvent.Refusal words -> writeText(words.choice(), words.text(), false, out);
      case ChatEvent.Reasoning words -> reason(words, out);
      case ChatEvent.Signed signed -> sign(signed.choice(), signed.signature(), out);
      case ChatEvent.CallStarted started ->
          choice(started.choice()).calls.put(started.call(), new OpenCall(started));
      case ChatEvent.CallArguments arguments -> {
        var open = choice(arguments.choice()).calls.get(arguments.call());
        if (open != null) open.arguments.append(arguments.fragment());
      }
      case ChatEvent.CallEnded ended -> {
        var open = choice(ended.choice()).calls.get(ended.call());
        if (open == null) return;
        open.ended = true;
        writeEnded(ended.choice(), out);
      }
      case ChatEvent.Cited cited -> {
        var citations = choice(cited.choice()).citations;
        if (citations.size() < MOST_CITATIONS) citations.add(cited.citation());
      }
      case ChatEvent.Logprobs logprobs -> {
        var candidate = candidate(logprobs.choice(), emptyText());
        candidate.set("logprobsResult", LogprobsCodec.write(logprobs.logprobs()));
        write(chunk(candidate), out);
      }
      case ChatEvent.Media media -> {
        var parts = Json.MAPPER.createArrayNode();
        AnswerWriter.writeMedia(media.media(), parts);
        if (parts.path(0) instanceof ObjectNode part) {
          write(chunk(candidate(media.choice(), part)), out);
        }
      }
      case ChatEvent.Block block -> {
        if (block.block().dialect().equals(GeminiPart.DIALECT)) {
          write(chunk(candidate(block.choice(), block.block().node())), out);
        }
      }
      case ChatEvent.Finished finished -> choice(finished.choice()).finish = finished.finish();
      case ChatEvent.Used used -> usage = used.usage();
    }
  }

  private Choice choice(int index) {
    return choices.computeIfAbsent(index, _ -> new Choice());
  }

  private void start(ChatEvent.Started started) {
    if (!started.model().isEmpty()) model = started.model();
    if (!started.id().isEmpty()) id = started.id();
    var end = new ByteSink();
    end.ascii(",\"modelVersion\":");
    end.write(Json.string(model));
    end.ascii(",\"responseId\":");
    end.write(Json.string(id));
    end.write('}');
    tail = end.toByteArray();
  }

  private void open(ByteSink out) {
    if (events) out.write(EVENT);
    else if (first) out.write('[');
    else out.write(NEXT);
    first = false;
  }

  private void close(ByteSink out) {
    if (events) out.write(LINES);
  }

  private void writeText(int choice, String text, boolean thought, ByteSink out) {
    open(out);
    out.write(TEXT);
    out.write(Json.string(text));
    if (thought) out.write(THOUGHT);
    out.write(INDEX);
    out.ascii(Integer.toString(choice));
    out.write(CANDIDATE_END);
    out.write(tail);
    close(out);
  }

  private void reason(ChatEvent.Reasoning words, ByteSink out) {
    var choice = choice(words.choice());
    choice.inReasoning = true;
    if (choice.reasoning.length() <= MOST_CARRIED) choice.reasoning.append(words.text());
    if (shown && !words.text().isEmpty()) writeText(words.choice(), words.text(), true, out);
  }

  private void sign(int index, Signature signature, ByteSink out) {
    var choice = choice(index);
    boolean own = signature.family().equals(Signature.GEMINI);
    if (!own && choice.reasoning.length() <= MOST_CARRIED) {
      var words = choice.inReasoning ? choice.reasoning.toString() : "";
      choice.carried.add(new Part.Reasoning(words, signature));
    }
    boolean ofThought = choice.inReasoning || !own;
    choice.inReasoning = false;
    choice.reasoning.setLength(0);
    if (ofThought && !shown) return;
    var part = emptyText();
    if (ofThought) part.put("thought", true);
    part.put("thoughtSignature", ThoughtSignatures.field(signature));
    write(chunk(candidate(index, part)), out);
  }

  /// Writes the calls that have ended, in the order in which they began: a call waits for those
  /// before it.
  private void writeEnded(int choice, ByteSink out) {
    var each = choice(choice).calls.values().iterator();
    while (each.hasNext()) {
      var open = each.next();
      if (!open.ended) return;
      each.remove();
      writeCall(open, out);
    }
  }

  private void writeCall(OpenCall open, ByteSink out) {
    var started = open.started;
    var choice = choice(started.choice());
    choice.endThought();
    var call =
        new Part.ToolCall(
            started.id(),
            started.name(),
            open.arguments.toString(),
            started.signature(),
            null,
            Extras.NONE);
    var part = AnswerWriter.call(call, choice.carried, choice.follows);
    choice.follows |= !choice.carried.isEmpty();
    choice.carried.clear();
    write(chunk(candidate(started.choice(), part)), out);
  }

  private static ObjectNode emptyText() {
    return Json.MAPPER.createObjectNode().put("text", "");
  }

  private static ObjectNode candidate(int index, JsonNode part) {
    var candidate = Json.MAPPER.createObjectNode();
    var content = candidate.putObject("content");
    content.putArray("parts").add(part);
    content.put("role", "model");
    return candidate.put("index", index);
  }

  private ObjectNode chunk(ObjectNode candidate) {
    var chunk = Json.MAPPER.createObjectNode();
    chunk.putArray("candidates").add(candidate);
    return chunk.put("modelVersion", model).put("responseId", id);
  }

  private void write(ObjectNode chunk, ByteSink out) {
    open(out);
    out.write(Json.MAPPER.writeValueAsBytes(chunk));
    close(out);
  }

  /// Writes the last chunk with the finish reasons and the usage, which other formats send apart.
  @Override
  public void end(ByteSink out) {
    for (var choice : choices.values()) {
      for (var open : choice.calls.values()) writeCall(open, out);
      choice.calls.clear();
    }
    var chunk = Json.MAPPER.createObjectNode();
    var candidates = chunk.putArray("candidates");
    choices.forEach(
        (index, choice) -> {
          var candidate = candidate(index, emptyText());
          if (choice.finish != null) {
            AnswerWriter.ending(choice.finish, candidate);
          }
          var grounding = GroundingCodec.write(choice.citations, choice.said);
          if (grounding != null) candidate.set("groundingMetadata", grounding);
          candidates.add(candidate);
        });
    if (usage != null) chunk.set("usageMetadata", UsageCodec.write(usage));
    write(chunk.put("modelVersion", model).put("responseId", id), out);
    if (!events) out.write(']');
  }

  @Override
  public void error(Failure failure, ByteSink out) {
    if (events) {
      out.write(errorEvent(failure));
      return;
    }
    write(ErrorWriter.write(failure), out);
    out.write(']');
  }

  /// Returns an error in both forms: as an event, and as bare JSON between events. Google writes
  /// bare JSON, and only that raises an error in its own clients; readers of server-sent events see
  /// only events.
  public static byte[] errorEvent(Failure failure) {
    var out = new ByteSink();
    var error = Json.MAPPER.writeValueAsBytes(ErrorWriter.write(failure));
    out.write(EVENT);
    out.write(error);
    out.write(LINES);
    out.write(error);
    out.ascii("\r\n");
    return out.toByteArray();
  }

  /// Writes an empty text, which Google itself sends at times: its clients take a comment for
  /// broken JSON, the older ones a blank line, too. The array has no keep-alive.
  @Override
  public void keepAlive(ByteSink out) {
    if (events) writeText(0, "", false, out);
  }
}
