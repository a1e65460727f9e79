package io.llmcallgateway.dialect.openai.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.StreamEncoder;
import io.llmcallgateway.dialect.openai.answer.AnswerWriter;
import io.llmcallgateway.dialect.openai.answer.LegacyFunctions;
import io.llmcallgateway.dialect.openai.answer.UsageWriter;
import io.llmcallgateway.dialect.openai.content.CitationCodec;
import io.llmcallgateway.dialect.openai.content.CommonMembers;
import io.llmcallgateway.dialect.openai.content.ImageCodec;
import io.llmcallgateway.dialect.openai.content.ReasoningDetails;
import io.llmcallgateway.dialect.support.CustomToolCallBuffer;
import io.llmcallgateway.dialect.support.LogprobsFiller;
import io.llmcallgateway.dialect.support.OpenAiErrorWriter;
import io.llmcallgateway.dialect.support.ServedTier;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a stream of chat completion chunks. Of signed reasoning it keeps the text until the next
/// tool call, whose id carries it.
public final class ChunkEncoder implements StreamEncoder {
  /// Longer reasoning is not carried by an id, and is not repeated beside its signature.
  private static final int MOST_KEPT = 256 * 1024;

  private static final int MOST_ANNOTATIONS = 1_024;

  private static final byte[] DATA = "data: ".getBytes(UTF_8);
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);
  private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(UTF_8);
  private static final byte[] CONTENT = "\"content\":".getBytes(UTF_8);
  private static final byte[] REASONING = "\"reasoning_content\":".getBytes(UTF_8);
  private static final byte[] REFUSAL = "\"refusal\":".getBytes(UTF_8);
  private static final byte[] DELTA = ",\"delta\":{".getBytes(UTF_8);
  private static final byte[] LOGPROBS = "},\"logprobs\":".getBytes(UTF_8);
  private static final byte[] OPEN = "},\"logprobs\":null,\"finish_reason\":null}]".getBytes(UTF_8);
  private static final byte[] CUSTOM_FRAGMENT = ",\"custom\":{\"input\":".getBytes(UTF_8);
  private static final byte[] FRAGMENT = ",\"function\":{\"arguments\":".getBytes(UTF_8);

  private final AnswerContext asked;
  private final boolean wantsUsage;
  private final LegacyFunctions legacy;
  private final Map<Integer, Choice> choices = new HashMap<>();
  private final CustomToolCallBuffer forms;

  /// `{"id":…,"object":…,"created":…,"model":…,"choices":[`
  private byte[] head = new byte[0];

  private ObjectNode members = Json.MAPPER.createObjectNode();

  /// The end of each chunk.
  private final byte[] tail;

  private @Nullable Usage usage;

  private static final class Choice {
    final StringBuilder thought = new StringBuilder(0);
    final List<Part.Reasoning> sinceCall = new ArrayList<>(0);
    final Set<Integer> argued = new HashSet<>();
    final Set<Integer> custom = HashSet.newHashSet(0);
    boolean tooLong;
    boolean refused;
    final List<JsonNode> annotations = new ArrayList<>(0);
    int signed;
    int calls;
    int length;
    int images;

    /// Forgets the reasoning, which has ended without a signature.
    void forget() {
      thought.setLength(0);
      tooLong = false;
    }
  }

  public ChunkEncoder(AnswerContext asked) {
    this.asked = asked;
    this.wantsUsage = asked.facts().wantsUsage();
    this.legacy = new LegacyFunctions(asked);
    this.forms = new CustomToolCallBuffer(asked.request());
    this.tail = (wantsUsage ? ",\"usage\":null}\n\n" : "}\n\n").getBytes(UTF_8);
    start(new ChatEvent.Started("", "", 0, Extras.NONE));
  }

  @Override
  public String contentType() {
    return "text/event-stream";
  }

  private void start(ChatEvent.Started started) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("id", AnswerWriter.id(started.id(), asked));
    node.put("object", "chat.completion.chunk");
    node.put("created", started.created() == 0 ? asked.createdAt() : started.created());
    node.put("model", started.model().isEmpty() ? asked.model() : started.model());
    started.extras().in(CommonMembers.DIALECT).forEach(node::putIfAbsent);
    members = node;
    serve(ServedTier.of(node.path("service_tier").asString("")));
  }

  /// Writes the tier into the head of the chunks that follow, since each chunk repeats it.
  private void serve(@Nullable ServedTier tier) {
    if (tier == null) members.remove("service_tier");
    else members.put("service_tier", tier.openAi());
    var text = members.toString();
    head = (text.substring(0, text.length() - 1) + ",\"choices\":[").getBytes(UTF_8);
  }

  @Override
  public void encode(ChatEvent event, ByteSink out) {
    forms.take(event, each -> write(each, out));
  }

  private void write(ChatEvent event, ByteSink out) {
    switch (event) {
      case ChatEvent.Started started -> start(started);
      case ChatEvent.Text text -> {
        var choice = choice(text.choice(), false, out);
        choice.forget();
        choice.length += text.text().length();
        string(text.choice(), CONTENT, text.text(), out);
      }
      case ChatEvent.Refusal words -> {
        choice(words.choice(), true, out).refused = true;
        string(words.choice(), REFUSAL, words.text(), out);
      }
      case ChatEvent.Reasoning words -> {
        keep(choice(words.choice(), false, out), words.text());
        string(words.choice(), REASONING, words.text(), out);
      }
      case ChatEvent.Signed signed -> writeSigned(signed, out);
      case ChatEvent.CallStarted started -> writeCall(started, out);
      case ChatEvent.CallArguments arguments ->
          writeArguments(arguments.choice(), arguments.call(), arguments.fragment(), out);
      case ChatEvent.CallEnded ended -> {
        var choice = choice(ended.choice(), true, out);
        if (choice.argued.contains(ended.call()) || choice.custom.contains(ended.call())) return;
        writeArguments(ended.choice(), ended.call(), "{}", out);
      }
      case ChatEvent.Cited cited -> {
        // All in one chunk: clients cannot join lists whose entries have no index.
        var annotation = CitationCodec.write(cited.citation());
        var annotations = choice(cited.choice(), false, out).annotations;
        if (annotation != null && annotations.size() < MOST_ANNOTATIONS)
          annotations.add(annotation);
      }
      case ChatEvent.Media media -> {
        var choice = choice(media.choice(), false, out);
        var image = ImageCodec.write(media.media(), choice.images);
        if (image == null) return;
        choice.images++;
        var delta = Json.MAPPER.createObjectNode();
        delta.putArray("images").add(image);
        delta(media.choice(), delta, out);
      }
      case ChatEvent.Logprobs logprobs -> {
        choice(logprobs.choice(), false, out);
        open(logprobs.choice(), out);
        out.write(LOGPROBS);
        out.write(Json.MAPPER.writeValueAsBytes(LogprobsFiller.whole(logprobs.logprobs())));
        out.ascii(",\"finish_reason\":null}]");
        out.write(tail);
      }
      case ChatEvent.Block block -> {
        if (block.block().dialect().equals(CommonMembers.DIALECT)) {
          delta(block.choice(), block.block().node(), out);
        }
      }
      case ChatEvent.Finished finished -> writeFinish(finished, out);
      case ChatEvent.Used used -> {
        usage = used.usage();
        var tier = ServedTier.of(usage);
        if (tier != null) serve(tier);
      }
    }
  }

  /// Returns the choice; its role is written before anything else of it.
  private Choice choice(int index, boolean wordless, ByteSink out) {
    var known = choices.get(index);
    if (known != null) return known;
    var choice = new Choice();
    choices.put(index, choice);
    open(index, out);
    out.ascii("\"role\":\"assistant\",\"content\":");
    out.ascii(wordless ? "null" : "\"\"");
    out.ascii(",\"refusal\":null");
    close(out);
    return choice;
  }

  private void open(int choice, ByteSink out) {
    out.write(DATA);
    out.write(head);
    out.ascii("{\"index\":");
    out.ascii(Integer.toString(choice));
    out.write(DELTA);
  }

  private void close(ByteSink out) {
    out.write(OPEN);
    out.write(tail);
  }

  private void string(int choice, byte[] name, String text, ByteSink out) {
    if (text.isEmpty()) return;
    open(choice, out);
    out.write(name);
    out.write(Json.string(text));
    close(out);
  }

  private void delta(int index, JsonNode delta, ByteSink out) {
    choice(index, false, out);
    open(index, out);
    members(delta, out);
    close(out);
  }

  private static void members(JsonNode delta, ByteSink out) {
    var bytes = Json.MAPPER.writeValueAsBytes(delta);
    out.write(bytes, 1, bytes.length - 2);
  }

  private static void keep(Choice choice, String text) {
    if (choice.tooLong) return;
    choice.thought.append(text);
    if (choice.thought.length() <= MOST_KEPT) return;
    choice.tooLong = true;
    choice.thought.setLength(0);
  }

  /// Writes the signature beside the whole text that it signs, so that clients need not join
  /// entries.
  private void writeSigned(ChatEvent.Signed signed, ByteSink out) {
    var choice = choice(signed.choice(), false, out);
    var part = new Part.Reasoning(choice.thought.toString(), signed.signature());
    if (!choice.tooLong) choice.sinceCall.add(part);
    choice.forget();
    var delta = Json.MAPPER.createObjectNode();
    var details = delta.putArray("reasoning_details");
    ReasoningDetails.write(details, part, choice.signed++);
    ReasoningDetails.place(details, 0, choice.calls, choice.length);
    delta(signed.choice(), delta, out);
  }

  private void writeCall(ChatEvent.CallStarted started, ByteSink out) {
    var choice = choice(started.choice(), true, out);
    var delta = Json.MAPPER.createObjectNode();
    if (legacy.wanted()) {
      if (started.call() > 0) return; // the legacy format has one call
      delta.putObject("function_call").put("name", started.name()).put("arguments", "");
    } else {
      var call = delta.putArray("tool_calls").addObject();
      call.put("index", started.call());
      call.put("id", SignatureEnvelope.intoId(started.id(), choice.sinceCall, started.signature()));
      boolean custom = forms.form(started.name()) != null;
      if (custom) choice.custom.add(started.call());
      call.put("type", custom ? "custom" : "function");
      call.putObject(custom ? "custom" : "function")
          .put("name", started.name())
          .put(custom ? "input" : "arguments", "");
      var signature = started.signature();
      if (signature != null && signature.family().equals(Signature.GEMINI)) {
        call.putObject("extra_content")
            .putObject("google")
            .put("thought_signature", signature.data());
      }
    }
    choice.calls++;
    choice.sinceCall.clear();
    choice.forget();
    delta(started.choice(), delta, out);
  }

  private void writeArguments(int index, int call, String fragment, ByteSink out) {
    if (fragment.isEmpty()) return;
    var choice = choice(index, true, out);
    choice.argued.add(call);
    if (legacy.wanted()) {
      if (call > 0) return;
      open(index, out);
      out.ascii("\"function_call\":{\"arguments\":");
      out.write(Json.string(fragment));
      out.ascii("}");
    } else {
      open(index, out);
      out.ascii("\"tool_calls\":[{\"index\":");
      out.ascii(Integer.toString(call));
      out.write(choice.custom.contains(call) ? CUSTOM_FRAGMENT : FRAGMENT);
      out.write(Json.string(fragment));
      out.ascii("}}]");
    }
    close(out);
  }

  private void writeFinish(ChatEvent.Finished finished, ByteSink out) {
    var choice = choice(finished.choice(), false, out);
    cite(finished.choice(), choice, out);
    boolean old = !choice.argued.isEmpty() && legacy.wanted();
    var word = AnswerWriter.finish(finished.finish(), choice.refused, old);
    var explanation = finished.finish().refusal();
    if (!choice.refused && explanation != null) {
      string(finished.choice(), REFUSAL, explanation, out);
    }
    open(finished.choice(), out);
    out.ascii("},\"logprobs\":null,\"finish_reason\":\"" + word + "\"}]");
    out.write(tail);
  }

  private void cite(int index, Choice choice, ByteSink out) {
    if (choice.annotations.isEmpty()) return;
    var delta = Json.MAPPER.createObjectNode();
    delta.putArray("annotations").addAll(choice.annotations);
    choice.annotations.clear();
    delta(index, delta, out);
  }

  @Override
  public void end(ByteSink out) {
    choices.forEach((index, choice) -> cite(index, choice, out));
    if (wantsUsage && usage != null) {
      out.write(DATA);
      out.write(head);
      out.ascii("],\"usage\":");
      out.write(Json.MAPPER.writeValueAsBytes(UsageWriter.write(usage)));
      out.ascii("}\n\n");
    }
    out.write(DONE);
  }

  /// Returns the event that ends a stream with an error.
  public static byte[] errorEvent(Failure failure) {
    return ("data: " + Json.MAPPER.writeValueAsString(OpenAiErrorWriter.of(failure)) + "\n\n")
        .getBytes(UTF_8);
  }

  @Override
  public void error(Failure failure, ByteSink out) {
    out.write(errorEvent(failure));
  }

  @Override
  public void keepAlive(ByteSink out) {
    out.write(KEEP_ALIVE);
  }
}
