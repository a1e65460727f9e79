package io.llmcallgateway.dialect.anthropic.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.StreamEncoder;
import io.llmcallgateway.dialect.anthropic.answer.AnswerWriter;
import io.llmcallgateway.dialect.anthropic.answer.ErrorWriter;
import io.llmcallgateway.dialect.anthropic.answer.UsageCodec;
import io.llmcallgateway.dialect.anthropic.content.ContentBlocks;
import io.llmcallgateway.dialect.anthropic.content.ThinkingBlocks;
import io.llmcallgateway.dialect.support.BlockSequencer;
import io.llmcallgateway.dialect.support.ServedTier;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.dialect.support.TurnOrder;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Encodes a stream of Messages events. One block is open at a time and indexes have no gaps. The
/// final `message_delta` is written at the end of the stream, when the usage is known.
public final class AnthropicEncoder implements StreamEncoder {
  private static final int MOST_EARLY = 1_024;
  private static final byte[] DELTA =
      "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":"
          .getBytes(UTF_8);
  private static final byte[] TEXT =
      ",\"delta\":{\"type\":\"text_delta\",\"text\":".getBytes(UTF_8);
  private static final byte[] THINKING =
      ",\"delta\":{\"type\":\"thinking_delta\",\"thinking\":".getBytes(UTF_8);
  private static final byte[] INPUT =
      ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":".getBytes(UTF_8);
  private static final byte[] SIGNATURE =
      ",\"delta\":{\"type\":\"signature_delta\",\"signature\":".getBytes(UTF_8);
  private static final byte[] CLOSE = "}}\n\n".getBytes(UTF_8);
  private static final byte[] PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n".getBytes(UTF_8);
  public static final byte[] STOP =
      "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n".getBytes(UTF_8);

  private final AnswerContext context;
  private final BlockSequencer order = new BlockSequencer();
  private final TurnOrder.FinalText last = new TurnOrder.FinalText(Signature.ANTHROPIC);
  private final boolean shown;
  private final StringBuilder hidden =
      new StringBuilder(); // text of the open thinking block that the client does not see
  private final boolean takes;
  private ChatEvent.@Nullable Started started;
  private boolean begun;
  private Open open = Open.NOTHING;
  private boolean cited;
  private int index;
  private @Nullable Usage usage;
  private @Nullable Finish finish;

  /// The kind of the open block.
  private enum Open {
    NOTHING,
    TEXT,
    THINKING,
    CALL
  }

  /// Citations that came before the text that they belong to, at most `MOST_EARLY`.
  private final List<JsonNode> early = new ArrayList<>(0);

  public AnthropicEncoder(AnswerContext context) {
    this.context = context;
    shown = AnswerWriter.shows(context.request());
    takes = AnswerWriter.takes(context.request());
  }

  @Override
  public String contentType() {
    return "text/event-stream";
  }

  @Override
  public void encode(ChatEvent event, ByteSink out) {
    last.take(event, next -> order.take(next, each -> write(each, out)));
  }

  private void write(ChatEvent event, ByteSink out) {
    switch (event) {
      // Kept until the usage is known, which some vendors send right after it.
      case ChatEvent.Started first -> started = first;
      case ChatEvent.Used used -> usage = used.usage();
      case ChatEvent.Finished finished -> {
        if (finished.choice() == 0) finish = finished.finish();
      }
      case ChatEvent.Text text -> {
        if (text.choice() == 0) text(text.text(), out);
      }
      case ChatEvent.Refusal words -> {
        if (words.choice() == 0) text(words.text(), out);
      }
      case ChatEvent.Reasoning words -> {
        if (words.choice() == 0 && takes) reason(words.text(), out);
      }
      case ChatEvent.Signed signed -> {
        if (signed.choice() == 0 && takes) sign(signed.signature(), out);
      }
      case ChatEvent.CallStarted call -> {
        if (call.choice() == 0) call(call, out);
      }
      case ChatEvent.CallArguments arguments -> {
        if (open == Open.CALL && !arguments.fragment().isEmpty()) {
          delta(INPUT, arguments.fragment(), out);
        }
      }
      case ChatEvent.CallEnded _ -> {
        if (open == Open.CALL) closeBlock(out);
      }
      case ChatEvent.Cited each -> cite(each, out);
      case ChatEvent.Block block -> {
        if (block.block().dialect().equals(ContentBlocks.DIALECT)) whole(block.block().node(), out);
      }
      case ChatEvent.Logprobs _, ChatEvent.Media _ -> {} // not in Anthropic's answers
    }
  }

  private void begin(ByteSink out) {
    if (begun) return;
    begun = true;
    var root = ContentBlocks.of("message_start");
    var message = root.putObject("message");
    message.put("id", AnswerWriter.id(started == null ? "" : started.id(), context));
    message.put("type", "message");
    message.put("role", "assistant");
    message.put("model", context.facts().model());
    message.putArray("content");
    message.putNull("stop_reason");
    message.putNull("stop_sequence");
    message.set("usage", used());
    event("message_start", root, out);
  }

  private static void event(String name, ObjectNode data, ByteSink out) {
    out.ascii("event: ");
    out.ascii(name);
    out.ascii("\ndata: ");
    out.write(Json.MAPPER.writeValueAsBytes(data));
    out.ascii("\n\n");
  }

  private void openBlock(Open kind, ObjectNode block, ByteSink out) {
    begin(out);
    closeBlock(out);
    var root = ContentBlocks.of("content_block_start").put("index", index);
    root.set("content_block", block);
    event("content_block_start", root, out);
    open = kind;
    cited = false;
  }

  private void closeBlock(ByteSink out) {
    if (open == Open.NOTHING) return;
    if (open == Open.THINKING) delta(SIGNATURE, ThinkingBlocks.unsigned(hidden.toString()), out);
    endBlock(out);
  }

  private void endBlock(ByteSink out) {
    open = Open.NOTHING;
    hidden.setLength(0);
    stopBlock(out);
  }

  private ObjectNode used() {
    var node = UsageCodec.write(usage);
    var tier = ServedTier.of(usage);
    if (tier != null) node.put("service_tier", tier.anthropic());
    return node;
  }

  private void stopBlock(ByteSink out) {
    event("content_block_stop", ContentBlocks.of("content_block_stop").put("index", index++), out);
  }

  private void delta(byte[] kind, String text, ByteSink out) {
    out.write(DELTA);
    out.ascii(Integer.toString(index));
    out.write(kind);
    out.write(Json.string(text));
    out.write(CLOSE);
  }

  private void text(String text, ByteSink out) {
    if (text.isEmpty()) return;
    if (open != Open.TEXT || cited) openBlock(Open.TEXT, ContentBlocks.text(""), out);
    delta(TEXT, text, out);
    if (early.isEmpty()) return;
    for (var citation : early) cite(citation, out);
    early.clear();
  }

  private void openThinking(ByteSink out) {
    if (open == Open.THINKING) return;
    openBlock(
        Open.THINKING, ContentBlocks.of("thinking").put("thinking", "").put("signature", ""), out);
  }

  private void reason(String text, ByteSink out) {
    if (text.isEmpty()) return;
    openThinking(out);
    if (shown) delta(THINKING, text, out);
    else hidden.append(text);
  }

  private void sign(Signature signature, ByteSink out) {
    if (ThinkingBlocks.isRedacted(signature, open != Open.THINKING)) {
      closeBlock(out);
      whole(ThinkingBlocks.redacted(signature), out);
      return;
    }
    openThinking(out);
    delta(
        SIGNATURE, SignatureEnvelope.field(signature, Signature.ANTHROPIC, hidden.toString()), out);
    endBlock(out);
  }

  private void call(ChatEvent.CallStarted call, ByteSink out) {
    var block = ContentBlocks.of("tool_use");
    block.put(
        "id",
        SignatureEnvelope.intoId(SignatureEnvelope.wordId(call.id()), List.of(), call.signature()));
    block.put("name", call.name());
    block.putObject("input");
    openBlock(Open.CALL, block, out);
  }

  private void cite(ChatEvent.Cited event, ByteSink out) {
    var citation = ContentBlocks.citation(event.citation());
    if (citation == null || event.choice() != 0) return;
    if (open == Open.TEXT) cite(citation, out);
    else if (early.size() < MOST_EARLY) early.add(citation);
  }

  private void cite(JsonNode citation, ByteSink out) {
    var root = ContentBlocks.of("content_block_delta").put("index", index);
    var delta = ContentBlocks.of("citations_delta");
    delta.set("citation", citation);
    root.set("delta", delta);
    event("content_block_delta", root, out);
    cited = true;
  }

  /// Writes a complete block. Its input goes in a delta, as in Anthropic's streams.
  private void whole(ObjectNode node, ByteSink out) {
    var input = JsonNodes.object(node, "input");
    var block = node;
    if (input != null) {
      block = node.deepCopy();
      block.putObject("input");
    }
    openBlock(Open.NOTHING, block, out);
    if (input != null) delta(INPUT, input.toString(), out);
    stopBlock(out);
  }

  @Override
  public void end(ByteSink out) {
    order.end(each -> write(each, out));
    begin(out);
    closeBlock(out);
    var root = ContentBlocks.of("message_delta");
    AnswerWriter.ending(finish, root.putObject("delta"));
    root.set("usage", used());
    event("message_delta", root, out);
    out.write(STOP);
  }

  @Override
  public void error(Failure failure, ByteSink out) {
    event("error", ErrorWriter.inStream(failure), out);
  }

  public static byte[] errorEvent(Failure failure) {
    var out = new ByteSink();
    event("error", ErrorWriter.inStream(failure), out);
    return out.toByteArray();
  }

  @Override
  public void keepAlive(ByteSink out) {
    out.write(PING);
  }
}
