package io.llmcallgateway.dialect.cohere.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.StreamEncoder;
import io.llmcallgateway.dialect.cohere.answer.CitationCodec;
import io.llmcallgateway.dialect.cohere.answer.ErrorCodec;
import io.llmcallgateway.dialect.cohere.answer.FinishWords;
import io.llmcallgateway.dialect.cohere.answer.UsageCodec;
import io.llmcallgateway.dialect.support.BlockSequencer;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes a stream of v2 chat events: one content item or call open at a time; the end waits for
/// the usage.
public final class CohereEncoder implements StreamEncoder {
  private static final int MOST_SAID = 1 << 20;
  private static final int MOST_EARLY = 1_000;
  private static final byte[] TEXT =
      ",\"delta\":{\"message\":{\"content\":{\"text\":".getBytes(UTF_8);
  private static final byte[] THINKING =
      ",\"delta\":{\"message\":{\"content\":{\"thinking\":".getBytes(UTF_8);
  private static final byte[] ARGUMENTS =
      ",\"delta\":{\"message\":{\"tool_calls\":{\"function\":{\"arguments\":".getBytes(UTF_8);
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);
  private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(UTF_8);

  private final AnswerContext asked;
  private final BlockSequencer order = new BlockSequencer();
  private final List<Part.Reasoning> sinceCall = new ArrayList<>(0);
  private final StringBuilder reasoning = new StringBuilder();
  private boolean begun;
  private String id = "";

  /// The answer's text, of which citations tell their stretch.
  private final StringBuilder said = new StringBuilder();

  /// Citations that came before the words that they are about.
  private final List<ChatEvent.Cited> early = new ArrayList<>(0);

  private Open open = Open.NOTHING;
  private int index;
  private int citations;
  private FinishReason finish = FinishReason.STOP;
  private @Nullable Usage usage;

  /// Kinds of open items.
  private enum Open {
    NOTHING,
    TEXT,
    THINKING,
    CALL
  }

  public CohereEncoder(AnswerContext asked) {
    this.asked = asked;
  }

  @Override
  public String contentType() {
    return "text/event-stream";
  }

  @Override
  public void encode(ChatEvent event, ByteSink out) {
    order.take(event, each -> write(each, out));
  }

  private void write(ChatEvent event, ByteSink out) {
    switch (event) {
      case ChatEvent.Started started -> id = started.id();
      case ChatEvent.Text text -> text(text.choice(), text.text(), out);
      case ChatEvent.Refusal words -> text(words.choice(), words.text(), out);
      case ChatEvent.Reasoning words -> {
        if (words.choice() == 0 && !words.text().isEmpty()) {
          reasoning.append(words.text());
          openItem(Open.THINKING, "thinking", out);
          delta("content-delta", THINKING, words.text(), "}}}}\n\n", out);
        }
      }
      case ChatEvent.Signed signed -> sign(signed.signature());
      case ChatEvent.CallStarted call -> {
        if (call.choice() == 0) call(call, out);
      }
      case ChatEvent.CallArguments arguments -> {
        if (open == Open.CALL && !arguments.fragment().isEmpty()) {
          delta("tool-call-delta", ARGUMENTS, arguments.fragment(), "}}}}}\n\n", out);
        }
      }
      case ChatEvent.CallEnded _ -> closeItem(out);
      case ChatEvent.Cited cited -> {
        if (cited.choice() == 0 && !CitationCodec.repeats(cited.citation())) take(cited, out);
      }
      case ChatEvent.Finished finished -> {
        if (finished.choice() == 0) finish = finished.finish().reason();
      }
      case ChatEvent.Used used -> usage = used.usage();
      case ChatEvent.Logprobs _,
          ChatEvent.Media _,
          ChatEvent.Block _ -> {} // nothing of this format's streams
    }
  }

  private void begin(ByteSink out) {
    if (begun) return;
    begun = true;
    var root = Json.MAPPER.createObjectNode();
    root.put("id", id.isEmpty() ? asked.id().text() : id).put("type", "message-start");
    var message = root.putObject("delta").putObject("message").put("role", "assistant");
    message.putArray("content");
    message.put("tool_plan", "");
    message.putArray("tool_calls");
    message.putArray("citations");
    event("message-start", root, out);
  }

  private void text(int choice, String text, ByteSink out) {
    if (choice != 0 || text.isEmpty()) return;
    openItem(Open.TEXT, "text", out);
    if (said.length() < MOST_SAID) said.append(text);
    delta("content-delta", TEXT, text, "}}}}\n\n", out);
    while (!early.isEmpty() && isSaid(early.getFirst())) cite(early.removeFirst(), out);
  }

  /// Kept for the id of the call that follows, the one place that clients give back.
  private void sign(Signature signature) {
    sinceCall.add(new Part.Reasoning(reasoning.toString(), signature));
    reasoning.setLength(0);
  }

  private void openItem(Open kind, String type, ByteSink out) {
    if (open == kind) return;
    begin(out);
    closeItem(out);
    open = kind;
    var root = of("content-start");
    var content = root.putObject("delta").putObject("message").putObject("content");
    content.put("type", type).put(type, "");
    event("content-start", root, out);
  }

  private void call(ChatEvent.CallStarted call, ByteSink out) {
    begin(out);
    closeItem(out);
    open = Open.CALL;
    var root = of("tool-call-start");
    var node = root.putObject("delta").putObject("message").putObject("tool_calls");
    node.put("id", SignatureEnvelope.intoId(call.id(), sinceCall, call.signature()))
        .put("type", "function");
    node.putObject("function").put("name", call.name()).put("arguments", "");
    sinceCall.clear();
    event("tool-call-start", root, out);
  }

  private void closeItem(ByteSink out) {
    if (open == Open.NOTHING) return;
    var type = open == Open.CALL ? "tool-call-end" : "content-end";
    event(type, of(type), out);
    open = Open.NOTHING;
    index++;
  }

  /// A citation stands after the words that it is about.
  private void take(ChatEvent.Cited cited, ByteSink out) {
    if (isSaid(cited) || early.size() == MOST_EARLY) cite(cited, out);
    else early.add(cited);
  }

  private boolean isSaid(ChatEvent.Cited cited) {
    return !said.isEmpty() && cited.citation().end() <= said.length();
  }

  private void cite(ChatEvent.Cited cited, ByteSink out) {
    begin(out);
    var root = Json.MAPPER.createObjectNode().put("type", "citation-start");
    root.put("index", citations);
    var message = root.putObject("delta").putObject("message");
    message.set("citations", CitationCodec.write(cited.citation(), said));
    event("citation-start", root, out);
    var end = Json.MAPPER.createObjectNode().put("type", "citation-end").put("index", citations++);
    event("citation-end", end, out);
  }

  private ObjectNode of(String type) {
    return Json.MAPPER.createObjectNode().put("type", type).put("index", index);
  }

  private static void event(String type, ObjectNode data, ByteSink out) {
    out.ascii("event: ");
    out.ascii(type);
    out.ascii("\ndata: ");
    out.write(Json.MAPPER.writeValueAsBytes(data));
    out.ascii("\n\n");
  }

  private void delta(String type, byte[] middle, String text, String close, ByteSink out) {
    out.ascii("event: ");
    out.ascii(type);
    out.ascii("\ndata: {\"type\":\"");
    out.ascii(type);
    out.ascii("\",\"index\":");
    out.ascii(Integer.toString(index));
    out.write(middle);
    out.write(Json.string(text));
    out.ascii(close);
  }

  @Override
  public void end(ByteSink out) {
    order.end(each -> write(each, out));
    begin(out);
    for (var cited : early) cite(cited, out);
    closeItem(out);
    var root = Json.MAPPER.createObjectNode().put("type", "message-end");
    var delta = root.putObject("delta").put("finish_reason", FinishWords.word(finish));
    if (usage != null) delta.set("usage", UsageCodec.write(usage));
    event("message-end", root, out);
    out.write(DONE);
  }

  @Override
  public void error(Failure failure, ByteSink out) {
    out.ascii("event: error\ndata: ");
    out.write(Json.MAPPER.writeValueAsBytes(ErrorCodec.write(failure)));
    out.ascii("\n\n");
  }

  @Override
  public void keepAlive(ByteSink out) {
    out.write(KEEP_ALIVE);
  }
}
