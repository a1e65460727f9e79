package io.llmcallgateway.dialect.gemini;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.AnswerMember;
import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.EmbeddingClient;
import io.llmcallgateway.dialect.EmbeddingTarget;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.OperationPaths;
import io.llmcallgateway.dialect.Outbound;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.StreamEncoder;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.TokenCounting;
import io.llmcallgateway.dialect.ToolNameRule;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.dialect.WrittenRequest;
import io.llmcallgateway.dialect.gemini.answer.AnswerReader;
import io.llmcallgateway.dialect.gemini.answer.AnswerWriter;
import io.llmcallgateway.dialect.gemini.answer.ErrorReader;
import io.llmcallgateway.dialect.gemini.answer.ErrorWriter;
import io.llmcallgateway.dialect.gemini.content.GeminiPart;
import io.llmcallgateway.dialect.gemini.embedding.ClientEmbeddings;
import io.llmcallgateway.dialect.gemini.embedding.GeminiEmbeddings;
import io.llmcallgateway.dialect.gemini.embedding.VertexEmbeddings;
import io.llmcallgateway.dialect.gemini.request.RequestAdapter;
import io.llmcallgateway.dialect.gemini.request.RequestFacts;
import io.llmcallgateway.dialect.gemini.request.RequestReader;
import io.llmcallgateway.dialect.gemini.request.RequestWriter;
import io.llmcallgateway.dialect.gemini.stream.GeminiDecoder;
import io.llmcallgateway.dialect.gemini.stream.GeminiEncoder;
import io.llmcallgateway.dialect.gemini.stream.GeminiFrames;
import io.llmcallgateway.dialect.support.AbstractDialect;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// The dialect of Google's `generateContent`, as the Gemini API and Vertex AI serve it.
public final class GeminiDialect extends AbstractDialect implements TokenCounting {
  public static final String ID = GeminiPart.DIALECT;

  private static final EmbeddingClient CLIENT_EMBEDDINGS = new ClientEmbeddings();
  private static final EmbeddingTarget EMBEDDINGS = new GeminiEmbeddings();
  private static final EmbeddingTarget VERTEX_EMBEDDINGS = new VertexEmbeddings();

  private static final OperationPaths PATHS =
      models("/v1beta/models/")
          .with(Operation.EMBEDDING, "/v1beta/models/{model}:batchEmbedContents");

  private static final OperationPaths VERTEX_PATHS =
      models("/publishers/google/models/")
          .with(Operation.EMBEDDING, "/publishers/google/models/{model}:predict");

  private static final Set<AnswerMember> LACKED = Set.of(AnswerMember.STOP_SEQUENCE);

  private final boolean vertex;

  /// The dialect of the Gemini API.
  public GeminiDialect() {
    this(false);
  }

  private GeminiDialect(boolean vertex) {
    super(DialectId.GEMINI, vertex ? VERTEX_PATHS : PATHS, LACKED);
    this.vertex = vertex;
  }

  /// The dialect of Vertex AI, which has labels but no ids of calls.
  public static GeminiDialect vertex() {
    return new GeminiDialect(true);
  }

  private static OperationPaths models(String models) {
    return OperationPaths.NONE
        .with(
            Operation.CHAT,
            models + "{model}:generateContent",
            models + "{model}:streamGenerateContent?alt=sse")
        .with(Operation.COUNT_TOKENS, models + "{model}:countTokens");
  }

  @Override
  public Facts facts(Inbound in) {
    return RequestFacts.read(in);
  }

  /// Returns the request unchanged: the path has the model.
  @Override
  protected Body forTarget(Body request, Facts facts, String model, boolean askUsage) {
    return request;
  }

  @Override
  public @Nullable Outbound untouched(Inbound in, Facts facts, TargetModel target, Losses losses) {
    var fitting = RequestAdapter.adapt(in.body(), target.rules(), losses);
    return fitting == null ? null : new Outbound(in.headers(), fitting);
  }

  @Override
  public ChatRequest readRequest(Inbound in, Facts facts) {
    try {
      var body = Json.EXACT.readTree(in.body().toByteArray());
      return RequestReader.read(body, facts.model(), facts.stream());
    } catch (JacksonException e) {
      var message = "The request body is not valid JSON: " + e.getOriginalMessage() + ".";
      throw new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message), e);
    }
  }

  @Override
  public ToolNameRule toolNames() {
    return ToolNameRule.GOOGLE;
  }

  /// True for videos only: Google reads those of YouTube itself.
  @Override
  public boolean takesUrl(Part.Kind kind) {
    return kind == Part.Kind.VIDEO;
  }

  @Override
  public WrittenRequest writeRequest(ChatRequest request, TargetModel target, Losses losses) {
    return RequestWriter.request(request, target, losses, vertex);
  }

  @Override
  public Outbound writeCount(ChatRequest request, TargetModel target, Losses losses) {
    var whole = RequestWriter.write(request, target, losses, vertex);
    return Outbound.of(body(TokenCounts.question(whole, target.model(), vertex)));
  }

  @Override
  public long readCount(Body body) {
    return TokenCounts.read(body);
  }

  @Override
  public Body writeCount(long tokens) {
    return body(TokenCounts.answer(tokens));
  }

  private static Body body(ObjectNode node) {
    return Body.of(Json.MAPPER.writeValueAsBytes(node));
  }

  @Override
  public ChatAnswer readAnswer(Body body, TargetModel target, CallIds ids) {
    return AnswerReader.read(body, target.provider(), ids);
  }

  @Override
  public Body writeAnswer(ChatAnswer answer, AnswerContext asked) {
    return body(AnswerWriter.write(answer, asked));
  }

  @Override
  public boolean takesChoices(ModelRules rules) {
    return true;
  }

  @Override
  public Frames frames(int limit) {
    return new GeminiFrames(limit);
  }

  @Override
  public StreamDecoder decoder(TargetModel target, CallIds ids) {
    return new GeminiDecoder(target.provider(), ids);
  }

  @Override
  public StreamEncoder encoder(AnswerContext asked) {
    return new GeminiEncoder(asked);
  }

  @Override
  public Failure readError(int status, Headers headers, Body body, String provider) {
    return ErrorReader.read(status, headers, body, provider);
  }

  @Override
  public Body writeError(Failure failure) {
    return body(ErrorWriter.write(failure));
  }

  /// False if the client wants a stream as one JSON array, without `alt=sse`: targets are always
  /// asked for events.
  @Override
  public boolean passesAsIs(Inbound in, ModelRules rules) {
    boolean array =
        Boolean.TRUE.equals(in.place().stream()) && !"sse".equals(in.place().query().get("alt"));
    return !array && super.passesAsIs(in, rules);
  }

  @Override
  protected List<String> misplacedMedia() {
    return List.of(
        "\"fileUri\":\"data:",
        "\"fileUri\": \"data:",
        "\"file_uri\":\"data:",
        "\"file_uri\": \"data:");
  }

  /// Returns the path with the client's verb: one text and many texts have different verbs and
  /// bodies.
  @Override
  public @Nullable String pathAsIs(Inbound in) {
    var verb = in.place().query().get(UrlParameters.VERB);
    return verb == null ? null : "/v1beta/models/{model}:" + verb;
  }

  @Override
  public byte[] errorEvent(Failure failure) {
    return GeminiEncoder.errorEvent(failure);
  }

  @Override
  public EmbeddingClient embeddingClient() {
    return CLIENT_EMBEDDINGS;
  }

  @Override
  public EmbeddingTarget embeddingTarget() {
    return vertex ? VERTEX_EMBEDDINGS : EMBEDDINGS;
  }
}
