package io.llmcallgateway.edges;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoding;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.dialect.anthropic.AnthropicDialect;
import io.llmcallgateway.dialect.bedrock.BedrockDialect;
import io.llmcallgateway.dialect.cohere.CohereDialect;
import io.llmcallgateway.dialect.gemini.GeminiDialect;
import io.llmcallgateway.dialect.openai.OpenAiDialect;
import io.llmcallgateway.dialect.responses.ResponsesDialect;
import io.llmcallgateway.dialect.support.AnswerAssembler;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.ReasoningStyle;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Frames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A dialect that clients and targets both use, with the rules of a model behind it.
@SuppressWarnings("ImmutableEnumChecker") // dialects and rules are
public enum EdgeDialect {
  OPENAI(new OpenAiDialect(), ReasoningStyle.EFFORT, null),
  RESPONSES(new ResponsesDialect(), ReasoningStyle.EFFORT, Signature.OPENAI),
  ANTHROPIC(new AnthropicDialect(), ReasoningStyle.BUDGET, Signature.ANTHROPIC),
  GEMINI(new GeminiDialect(), ReasoningStyle.GEMINI_BUDGET, Signature.GEMINI),
  BEDROCK(new BedrockDialect(), ReasoningStyle.BUDGET, Signature.ANTHROPIC),
  COHERE(new CohereDialect(), ReasoningStyle.BUDGET, null);

  private static final CallId ID = new CallId("0192f0c1-2b3c-7d4e-8f50-617283940a1b");
  private static final long CREATED = 1_795_446_937L;
  public static final int LIMIT = 1 << 20;

  public final Dialect dialect;
  public final ModelRules rules;
  public final @Nullable String family;

  EdgeDialect(Dialect dialect, ReasoningStyle style, @Nullable String family) {
    this.dialect = dialect;
    this.family = family;
    var builder = ModelRules.UNKNOWN.edit();
    builder.limits(200_000, 64_000);
    builder.mostTemperature = 1;
    builder.reasoning = style;
    this.rules = builder.build();
  }

  public String id() {
    return dialect.id();
  }

  public TargetModel target(boolean stream) {
    return new TargetModel(id(), "some-model", rules, stream);
  }

  /// Returns the request as a client of this dialect sends it.
  public Inbound clientRequest(ChatRequest request) {
    var body = dialect.writeRequest(request, target(request.stream()), losses()).body();
    var path = dialect.paths().of(Operation.CHAT, request.stream());
    boolean inPath = path != null && path.contains("{model}");
    Map<String, String> query = request.stream() ? Map.of("alt", "sse") : Map.of();
    var place =
        inPath ? new UrlParameters("some-model", request.stream(), query) : UrlParameters.NONE;
    return new Inbound(ID, Operation.CHAT, place, Headers.NONE, body, null, false, 0);
  }

  public ChatRequest readRequest(Inbound in) {
    return dialect.readRequest(in, dialect.facts(in));
  }

  public Losses losses() {
    return new Losses(false, id() + "/some-model");
  }

  public AnswerContext answerContext(Inbound in) {
    var facts = dialect.facts(in);
    return new AnswerContext(
        in.id(), facts, dialect.readRequest(in, facts), in, CREATED, "some-model");
  }

  public Body writeAnswer(ChatAnswer answer, Inbound in) {
    return dialect.writeAnswer(answer, answerContext(in));
  }

  public ChatAnswer readAnswer(Body answer) {
    return dialect.readAnswer(answer, target(false), CallIds.asTheyAre());
  }

  public byte[] writeStream(List<ChatEvent> events, Inbound in) {
    var encoder = dialect.encoder(answerContext(in));
    var out = new ByteSink();
    for (var event : events) encoder.encode(event, out);
    encoder.end(out);
    return out.toByteArray();
  }

  /// Returns the events of a stream that arrives in pieces of `piece` bytes.
  public List<ChatEvent> readStream(byte[] stream, int piece) {
    var frames = dialect.frames(LIMIT);
    var decoder = dialect.decoder(target(true), CallIds.asTheyAre());
    var events = new ArrayList<ChatEvent>();
    for (int at = 0; at < stream.length; at += piece) {
      frames.feed(ByteBuffer.wrap(stream, at, Math.min(piece, stream.length - at)));
      while (frames.next()) decode(frames, decoder, events);
    }
    while (frames.last()) decode(frames, decoder, events);
    decoder.end(events::add);
    if (!decoder.complete()) throw new AssertionError(id() + ": the stream is not complete");
    return events;
  }

  private static void decode(Frames frames, StreamDecoder decoder, List<ChatEvent> events) {
    if (frames.hasData() && !decoder.ended()) Decoding.decode(decoder, frames, events::add);
  }

  public static ChatAnswer assembled(List<ChatEvent> events) {
    var assembler = new AnswerAssembler();
    for (var event : events) assembler.take(event);
    return assembler.answer();
  }

  /// Returns a stream as text; AWS frames as their name and data.
  public String streamText(byte[] stream) {
    if (this != BEDROCK) return new String(stream, UTF_8);
    var text = new StringBuilder();
    var frames = dialect.frames(LIMIT);
    frames.feed(ByteBuffer.wrap(stream));
    while (frames.next()) {
      int length = frames.dataEnd() - frames.dataStart();
      text.append(frames.name()).append(' ');
      text.append(new String(frames.data(), frames.dataStart(), length, UTF_8)).append('\n');
    }
    return text.toString();
  }
}
