package io.llmcallgateway.dialect.bedrock.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.StreamEncoder;
import io.llmcallgateway.dialect.bedrock.answer.AnswerWriter;
import io.llmcallgateway.dialect.bedrock.answer.ErrorWriter;
import io.llmcallgateway.dialect.bedrock.answer.FinishCodec;
import io.llmcallgateway.dialect.bedrock.answer.UsageCodec;
import io.llmcallgateway.dialect.bedrock.content.CitationCodec;
import io.llmcallgateway.dialect.bedrock.content.MediaFormats;
import io.llmcallgateway.dialect.bedrock.content.SignatureCodec;
import io.llmcallgateway.dialect.support.BlockSequencer;
import io.llmcallgateway.dialect.support.ServedTier;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.dialect.support.TurnOrder;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.AwsEventWriter;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes a streamed answer for a client, of its first choice: one block after another, tool uses
/// with a start, usage after the message's end.
public final class BedrockEncoder implements StreamEncoder {
  private static final byte[] MESSAGE_START = AwsEventWriter.event("messageStart");
  private static final byte[] BLOCK_START = AwsEventWriter.event("contentBlockStart");
  private static final byte[] BLOCK_DELTA = AwsEventWriter.event("contentBlockDelta");
  private static final byte[] BLOCK_STOP = AwsEventWriter.event("contentBlockStop");
  private static final byte[] MESSAGE_STOP = AwsEventWriter.event("messageStop");
  private static final byte[] METADATA = AwsEventWriter.event("metadata");

  private static final byte[] INDEX = "{\"contentBlockIndex\":".getBytes(US_ASCII);
  private static final byte[] TEXT = ",\"delta\":{\"text\":".getBytes(US_ASCII);
  private static final byte[] INPUT = ",\"delta\":{\"toolUse\":{\"input\":".getBytes(US_ASCII);
  private static final byte[] THOUGHT =
      ",\"delta\":{\"reasoningContent\":{\"text\":".getBytes(US_ASCII);
  private static final byte[] SIGNATURE =
      ",\"delta\":{\"reasoningContent\":{\"signature\":".getBytes(US_ASCII);
  private static final byte[] REDACTED =
      ",\"delta\":{\"reasoningContent\":{\"redactedContent\":".getBytes(US_ASCII);
  private static final byte[] ROLE = "{\"role\":\"assistant\"}".getBytes(US_ASCII);

  private final AnswerContext asked;
  private final BlockSequencer order = new BlockSequencer();
  private final TurnOrder.FinalText last = new TurnOrder.FinalText(Signature.ANTHROPIC);
  private final AwsEventWriter frames = new AwsEventWriter();
  private final ByteSink payload = new ByteSink();
  private Kind open = Kind.NONE;
  private int index;
  private boolean started;
  private boolean called;
  private boolean unsigned; // the thought that is open
  private boolean finished;
  private @Nullable Usage usage;

  private enum Kind {
    NONE,
    TEXT,
    REASONING,
    CALL
  }

  public BedrockEncoder(AnswerContext asked) {
    this.asked = asked;
  }

  @Override
  public String contentType() {
    return AwsEventWriter.CONTENT_TYPE;
  }

  @Override
  public void encode(ChatEvent event, ByteSink out) {
    last.take(event, next -> order.take(next, each -> write(each, out)));
  }

  private void write(ChatEvent event, ByteSink out) {
    switch (event) {
      case ChatEvent.Started _ -> start(out);
      case ChatEvent.Text text -> {
        if (text.choice() == 0) delta(Kind.TEXT, TEXT, text.text(), 1, out);
      }
      case ChatEvent.Refusal refusal -> {
        if (refusal.choice() == 0) delta(Kind.TEXT, TEXT, refusal.text(), 1, out);
      }
      case ChatEvent.Reasoning text -> {
        if (text.choice() != 0) return;
        delta(Kind.REASONING, THOUGHT, text.text(), 2, out);
        unsigned = open == Kind.REASONING;
      }
      case ChatEvent.Signed signed -> {
        if (signed.choice() == 0) sign(signed.signature(), out);
      }
      case ChatEvent.CallStarted call -> {
        if (call.choice() == 0) callStart(call, out);
      }
      case ChatEvent.CallArguments arguments -> {
        if (arguments.choice() == 0 && open == Kind.CALL) {
          delta(Kind.CALL, INPUT, arguments.fragment(), 2, out);
        }
      }
      case ChatEvent.CallEnded ended -> {
        if (ended.choice() == 0 && open == Kind.CALL) close(out);
      }
      case ChatEvent.Cited cited -> {
        if (cited.choice() != 0) return;
        into(Kind.TEXT, out);
        var node = Json.MAPPER.createObjectNode().put("contentBlockIndex", index);
        node.putObject("delta").set("citation", CitationCodec.write(cited.citation()));
        frame(BLOCK_DELTA, node, out);
      }
      case ChatEvent.Finished finish -> {
        if (finish.choice() == 0) stop(finish.finish(), out);
      }
      case ChatEvent.Used used -> usage = used.usage();
      case ChatEvent.Media media -> {
        var format = MediaFormats.format(media.media());
        if (media.choice() != 0 || format == null) return;
        if (media.media().source() instanceof Part.Source.Base64(var bytes)) {
          picture(MediaFormats.member(media.media().kind()), format, bytes, out);
        }
      }
      case ChatEvent.Block block -> {
        if (block.choice() == 0) foreign(block.block(), out);
      }
      case ChatEvent.Logprobs _ -> {} // nothing there for them
    }
  }

  private void start(ByteSink out) {
    if (started) return;
    started = true;
    payload.clear();
    payload.write(ROLE);
    frames.write(MESSAGE_START, payload.view(), out);
  }

  /// Makes sure that a block of that kind is open.
  private void into(Kind kind, ByteSink out) {
    start(out);
    if (open == kind) return;
    close(out);
    open = kind;
  }

  private void close(ByteSink out) {
    if (open == Kind.NONE) return;
    if (unsigned) delta(Kind.REASONING, SIGNATURE, SignatureEnvelope.UNSIGNED, 2, out);
    unsigned = false;
    payload.clear();
    payload.write(INDEX);
    payload.ascii(Integer.toString(index++));
    payload.write('}');
    frames.write(BLOCK_STOP, payload.view(), out);
    open = Kind.NONE;
  }

  private void delta(Kind kind, byte[] before, String text, int braces, ByteSink out) {
    if (text.isEmpty()) return;
    into(kind, out);
    payload.clear();
    payload.write(INDEX);
    payload.ascii(Integer.toString(index));
    payload.write(before);
    payload.write(Json.string(text));
    for (int i = 0; i <= braces; i++) payload.write('}');
    frames.write(BLOCK_DELTA, payload.view(), out);
  }

  /// A signature ends its reasoning; redacted reasoning is a block of its own.
  private void sign(Signature signature, ByteSink out) {
    var field = SignatureCodec.forClient(signature);
    // What another vendor encrypted belongs to the text before it.
    boolean own = signature.family().equals(Signature.ANTHROPIC);
    if (signature.encrypted() && (own || open != Kind.REASONING)) {
      close(out);
      delta(Kind.REASONING, REDACTED, SignatureCodec.toBlob(field), 2, out);
    } else {
      delta(Kind.REASONING, SIGNATURE, field, 2, out);
      unsigned = false;
    }
    close(out);
  }

  private void callStart(ChatEvent.CallStarted call, ByteSink out) {
    start(out);
    close(out);
    open = Kind.CALL;
    called = true;
    var node = Json.MAPPER.createObjectNode().put("contentBlockIndex", index);
    var use = node.putObject("start").putObject("toolUse");
    use.put(
        "toolUseId",
        SignatureEnvelope.intoId(SignatureEnvelope.wordId(call.id()), List.of(), call.signature()));
    use.put("name", call.name());
    frame(BLOCK_START, node, out);
  }

  /// A block that came from this dialect: the use of a server's tool, say.
  private void foreign(Part.Foreign block, ByteSink out) {
    if (!block.dialect().equals(DialectId.BEDROCK.text())) return;
    start(out);
    close(out);
    open = Kind.CALL;
    var content = block.node().deepCopy();
    var use = JsonNodes.object(content, "toolUse");
    var input = use == null ? null : use.remove("input");
    var node = Json.MAPPER.createObjectNode().put("contentBlockIndex", index);
    node.set("start", content);
    frame(BLOCK_START, node, out);
    if (input != null) delta(Kind.CALL, INPUT, input.toString(), 2, out);
    close(out);
  }

  /// A picture comes in one block: its format, then its bytes.
  private void picture(String member, String format, String bytes, ByteSink out) {
    start(out);
    close(out);
    var start = Json.MAPPER.createObjectNode().put("contentBlockIndex", index);
    start.putObject("start").putObject(member).put("format", format);
    frame(BLOCK_START, start, out);
    open = Kind.CALL;
    var delta = Json.MAPPER.createObjectNode().put("contentBlockIndex", index);
    delta.putObject("delta").putObject(member).putObject("source").put("bytes", bytes);
    frame(BLOCK_DELTA, delta, out);
    close(out);
  }

  private void stop(@Nullable Finish finish, ByteSink out) {
    if (finished) return;
    finished = true;
    start(out);
    close(out);
    var node = Json.MAPPER.createObjectNode();
    node.put("stopReason", FinishCodec.word(finish, called));
    frame(MESSAGE_STOP, node, out);
  }

  private void frame(byte[] headers, ObjectNode node, ByteSink out) {
    payload.clear();
    payload.write(Json.MAPPER.writeValueAsBytes(node));
    frames.write(headers, payload.view(), out);
  }

  @Override
  public void end(ByteSink out) {
    order.end(each -> write(each, out));
    stop(null, out);
    var node = Json.MAPPER.createObjectNode();
    UsageCodec.write(node.putObject("usage"), usage);
    node.putObject("metrics").put("latencyMs", AnswerWriter.latency(asked));
    var tier = ServedTier.of(usage);
    if (tier != null) node.putObject("serviceTier").put("type", tier.bedrock());
    frame(METADATA, node, out);
  }

  @Override
  public void error(Failure failure, ByteSink out) {
    ErrorWriter.frame(failure, frames, out);
  }

  /// The format has nothing that a waiting client would skip.
  @Override
  public void keepAlive(ByteSink out) {}
}
