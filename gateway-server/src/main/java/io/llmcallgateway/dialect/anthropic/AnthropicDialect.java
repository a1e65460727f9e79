package io.llmcallgateway.dialect.anthropic;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.AnswerMember;
import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.OperationPaths;
import io.llmcallgateway.dialect.Outbound;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.StreamEncoder;
import io.llmcallgateway.dialect.StreamTap;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.TokenCounting;
import io.llmcallgateway.dialect.ToolNameRule;
import io.llmcallgateway.dialect.WrittenRequest;
import io.llmcallgateway.dialect.anthropic.answer.AnswerReader;
import io.llmcallgateway.dialect.anthropic.answer.AnswerWriter;
import io.llmcallgateway.dialect.anthropic.answer.ErrorReader;
import io.llmcallgateway.dialect.anthropic.answer.ErrorWriter;
import io.llmcallgateway.dialect.anthropic.answer.ModelNameRestorer;
import io.llmcallgateway.dialect.anthropic.content.ContentBlocks;
import io.llmcallgateway.dialect.anthropic.request.RequestAdapter;
import io.llmcallgateway.dialect.anthropic.request.RequestReader;
import io.llmcallgateway.dialect.anthropic.request.RequestSplice;
import io.llmcallgateway.dialect.anthropic.request.RequestWriter;
import io.llmcallgateway.dialect.anthropic.stream.AnthropicDecoder;
import io.llmcallgateway.dialect.anthropic.stream.AnthropicEncoder;
import io.llmcallgateway.dialect.support.AbstractDialect;
import io.llmcallgateway.dialect.support.MessagesFactsReader;
import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The dialect of Anthropic's Messages API, also as Vertex AI serves it.
public final class AnthropicDialect extends AbstractDialect implements TokenCounting {
  public static final String ID = ContentBlocks.DIALECT;

  private static final OperationPaths PATHS =
      OperationPaths.NONE
          .with(Operation.CHAT, "/v1/messages")
          .with(Operation.COUNT_TOKENS, "/v1/messages/count_tokens");

  private static final String VERTEX_MODELS = "/publishers/anthropic/models/";

  private static final OperationPaths VERTEX_PATHS =
      OperationPaths.NONE
          .with(
              Operation.CHAT,
              VERTEX_MODELS + "{model}:rawPredict",
              VERTEX_MODELS + "{model}:streamRawPredict")
          .with(Operation.COUNT_TOKENS, VERTEX_MODELS + "count-tokens:rawPredict");

  private static final Set<AnswerMember> LACKED =
      Set.of(
          AnswerMember.CHOICES,
          AnswerMember.LOGPROBS,
          AnswerMember.WORDLESS_CITATIONS,
          AnswerMember.IMAGES,
          AnswerMember.DOCUMENT_CITATIONS);

  private static final Headers VERSION = Headers.of("anthropic-version", "2023-06-01");

  private final boolean vertex;

  /// The dialect of Anthropic itself.
  public AnthropicDialect() {
    this(false);
  }

  private AnthropicDialect(boolean vertex) {
    super(DialectId.ANTHROPIC, vertex ? VERTEX_PATHS : PATHS, LACKED);
    this.vertex = vertex;
  }

  /// The dialect of Claude on Vertex AI, which has the model in the path.
  public static AnthropicDialect vertex() {
    return new AnthropicDialect(true);
  }

  @Override
  public boolean betasInHeader() {
    return true;
  }

  @Override
  public Headers headers() {
    return vertex ? Headers.NONE : VERSION;
  }

  @Override
  public Facts facts(Inbound in) {
    return MessagesFactsReader.read(in.operation(), in.body(), "Field required");
  }

  @Override
  protected Body forTarget(Body request, Facts facts, String model, boolean askUsage) {
    boolean inPath = vertex && facts.operation() != Operation.COUNT_TOKENS;
    return inPath
        ? RequestSplice.forVertex(request, facts)
        : RequestSplice.withModel(request, facts, model);
  }

  @Override
  public @Nullable Outbound untouched(Inbound in, Facts facts, TargetModel target, Losses losses) {
    var body = forTarget(in.body(), facts, target.model(), false);
    var fitting = RequestAdapter.adapt(body, target.rules(), losses);
    return fitting == null ? null : new Outbound(in.headers(), fitting);
  }

  @Override
  public ChatRequest readRequest(Inbound in, Facts facts) {
    try {
      var root = Json.EXACT.readTree(in.body().toByteArray());
      return RequestReader.read(root, facts.model(), facts.stream());
    } catch (JacksonException e) {
      throw RequestBodyParser.invalid(
          "The request body is not valid JSON: " + e.getOriginalMessage() + ".");
    }
  }

  @Override
  public ToolNameRule toolNames() {
    return ToolNameRule.WORD_128;
  }

  /// Anthropic fetches images and documents; Vertex AI fetches nothing.
  @Override
  public boolean takesUrl(Part.Kind kind) {
    return !vertex && (kind == Part.Kind.IMAGE || kind == Part.Kind.DOCUMENT);
  }

  @Override
  public WrittenRequest writeRequest(ChatRequest request, TargetModel target, Losses losses) {
    return RequestWriter.request(request, target, losses, vertex);
  }

  @Override
  public Outbound writeCount(ChatRequest request, TargetModel target, Losses losses) {
    var question = RequestWriter.writeCount(request, target, losses, vertex);
    return Outbound.of(Body.of(Json.MAPPER.writeValueAsBytes(question)));
  }

  @Override
  public long readCount(Body body) {
    var tokens = JsonNodes.whole(AnswerReader.document(body, null), "input_tokens");
    if (tokens != null) return tokens;
    throw new GatewayException(
        Failure.of(Failure.Kind.UPSTREAM_ERROR, "The provider's answer has no input_tokens."));
  }

  @Override
  public Body writeCount(long tokens) {
    return Body.utf8("{\"input_tokens\":" + tokens + "}");
  }

  @Override
  public ChatAnswer readAnswer(Body body, TargetModel target, CallIds ids) {
    return AnswerReader.read(body, target.provider(), ids);
  }

  @Override
  public Body writeAnswer(ChatAnswer answer, AnswerContext asked) {
    return Body.of(Json.MAPPER.writeValueAsBytes(AnswerWriter.write(answer, asked)));
  }

  @Override
  public StreamDecoder decoder(TargetModel target, CallIds ids) {
    return new AnthropicDecoder(target.provider(), ids);
  }

  @Override
  public Body passing(Inbound in, Facts facts, Body answer) {
    return facts.operation() == Operation.CHAT
        ? ModelNameRestorer.restore(answer, facts.model())
        : answer;
  }

  @Override
  public StreamTap tap(Inbound in, Facts facts, TargetModel target) {
    return ModelNameRestorer.tap(super.tap(in, facts, target), facts.model());
  }

  @Override
  protected List<String> misplacedMedia() {
    return List.of("\"url\":\"data:", "\"url\": \"data:");
  }

  @Override
  public boolean marksCaches() {
    return true;
  }

  @Override
  public boolean reasonsIfAsked() {
    return true;
  }

  @Override
  public StreamEncoder encoder(AnswerContext asked) {
    return new AnthropicEncoder(asked);
  }

  @Override
  public Failure readError(int status, Headers headers, Body body, String provider) {
    return ErrorReader.read(status, headers, body, provider);
  }

  @Override
  public int status(Failure failure) {
    return ErrorWriter.status(failure);
  }

  @Override
  public Body writeError(Failure failure) {
    return Body.of(Json.MAPPER.writeValueAsBytes(ErrorWriter.write(failure)));
  }

  @Override
  public byte[] errorEvent(Failure failure) {
    return AnthropicEncoder.errorEvent(failure);
  }

  @Override
  public byte[] streamEnd() {
    return AnthropicEncoder.STOP.clone();
  }
}
