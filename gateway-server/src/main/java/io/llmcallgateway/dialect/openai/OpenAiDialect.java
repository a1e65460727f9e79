package io.llmcallgateway.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.llmcallgateway.dialect.StreamTap;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.WrittenRequest;
import io.llmcallgateway.dialect.openai.answer.AnswerReader;
import io.llmcallgateway.dialect.openai.answer.AnswerWriter;
import io.llmcallgateway.dialect.openai.answer.ChatAnswerReader;
import io.llmcallgateway.dialect.openai.audio.AudioEventTap;
import io.llmcallgateway.dialect.openai.audio.AudioForm;
import io.llmcallgateway.dialect.openai.audio.Transcript;
import io.llmcallgateway.dialect.openai.embedding.ClientEmbeddings;
import io.llmcallgateway.dialect.openai.embedding.OpenAiEmbeddings;
import io.llmcallgateway.dialect.openai.request.EffortSplice;
import io.llmcallgateway.dialect.openai.request.RequestAdapter;
import io.llmcallgateway.dialect.openai.request.RequestFacts;
import io.llmcallgateway.dialect.openai.request.RequestReader;
import io.llmcallgateway.dialect.openai.request.RequestSplice;
import io.llmcallgateway.dialect.openai.request.RequestWriter;
import io.llmcallgateway.dialect.openai.stream.ChatDecoder;
import io.llmcallgateway.dialect.openai.stream.ChunkEncoder;
import io.llmcallgateway.dialect.openai.stream.OpenAiStreamTap;
import io.llmcallgateway.dialect.openai.stream.StreamCostWriter;
import io.llmcallgateway.dialect.support.AbstractDialect;
import io.llmcallgateway.dialect.support.OpenAiErrorReader;
import io.llmcallgateway.dialect.support.OpenAiErrorWriter;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// OpenAI's chat completions, completions, embeddings and audio.
public final class OpenAiDialect extends AbstractDialect {
  private static final EmbeddingClient CLIENT_EMBEDDINGS = new ClientEmbeddings();
  private static final EmbeddingTarget EMBEDDINGS = new OpenAiEmbeddings();

  private static final OperationPaths PATHS =
      OperationPaths.NONE
          .with(Operation.CHAT, "/chat/completions")
          .with(Operation.COMPLETION, "/completions")
          .with(Operation.EMBEDDING, "/embeddings")
          .with(Operation.TRANSCRIPTION, "/audio/transcriptions")
          .with(Operation.AUDIO_TRANSLATION, "/audio/translations")
          .with(Operation.SPEECH, "/audio/speech");

  private static final Set<AnswerMember> LACKED =
      Set.of(AnswerMember.DOCUMENT_CITATIONS, AnswerMember.STOP_SEQUENCE);

  private static final List<String> MISPLACED =
      List.of("\"url\":\"data:application/", "\"url\": \"data:application/");
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);

  public OpenAiDialect() {
    super(DialectId.OPENAI, PATHS, LACKED);
  }

  @Override
  public Facts facts(Inbound in) {
    var form = in.upload();
    if (form != null) return AudioForm.facts(in.operation(), form);
    return RequestFacts.read(in.operation(), in.body());
  }

  @Override
  public Body forTarget(Body request, Facts facts, String model, boolean askUsage) {
    return RequestSplice.apply(request, facts, model, askUsage);
  }

  @Override
  public Body unreasoning(Body request) {
    return EffortSplice.none(request);
  }

  @Override
  protected List<String> misplacedMedia() {
    return MISPLACED;
  }

  @Override
  public @Nullable Outbound untouched(Inbound in, Facts facts, TargetModel target, Losses losses) {
    var form = in.upload();
    if (form != null) {
      return Outbound.of(in.headers(), AudioForm.forTarget(form, facts, target.model()));
    }
    boolean chat = facts.operation() == Operation.CHAT;
    boolean asksUsage = facts.operation() != Operation.SPEECH;
    boolean askUsage = asksUsage && target.rules().takes(Trait.STREAM_OPTIONS);
    var body = forTarget(in.body(), facts, target.model(), askUsage);
    var fitting = chat ? RequestAdapter.fit(body, target.rules(), losses) : body;
    return fitting == null ? null : new Outbound(in.headers(), fitting);
  }

  @Override
  public boolean takesCustomTools(ModelRules rules) {
    return rules.takes(Trait.CUSTOM_TOOLS);
  }

  @Override
  public boolean takesUrl(Part.Kind kind) {
    return kind == Part.Kind.IMAGE;
  }

  @Override
  public boolean takesUrl(Part.Kind kind, ModelRules rules) {
    return switch (kind) {
      case IMAGE, VIDEO -> takesUrl(kind);
      case DOCUMENT -> rules.takes(Trait.DOCUMENT_URL);
      case AUDIO -> rules.takes(Trait.PLAIN_AUDIO);
    };
  }

  @Override
  public boolean takesChoices(ModelRules rules) {
    return rules.leaves(Trait.N);
  }

  @Override
  public ChatRequest readRequest(Inbound in, Facts facts) {
    if (in.operation() != Operation.CHAT) throw untranslated();
    return RequestReader.read(in.body(), facts.model(), facts.stream());
  }

  @Override
  public Body writeAnswer(ChatAnswer answer, AnswerContext asked) {
    return AnswerWriter.write(answer, asked);
  }

  @Override
  public StreamEncoder encoder(AnswerContext asked) {
    return new ChunkEncoder(asked);
  }

  @Override
  public WrittenRequest writeRequest(ChatRequest request, TargetModel target, Losses losses) {
    return RequestWriter.write(request, target, losses);
  }

  @Override
  public ChatAnswer readAnswer(Body body, TargetModel target, CallIds ids) {
    return ChatAnswerReader.read(body, target, ids);
  }

  @Override
  public StreamDecoder decoder(TargetModel target, CallIds ids) {
    return new ChatDecoder(target, ids);
  }

  private static GatewayException untranslated() {
    return new GatewayException(
        Failure.of(
            Failure.Kind.UNSUPPORTED,
            "Only chat completions can be carried to a provider of another format."));
  }

  @Override
  public Answer readPassing(Facts facts, Body answer, TargetModel target) {
    return switch (facts.operation()) {
      case TRANSCRIPTION, AUDIO_TRANSLATION ->
          Transcript.read(facts.operation(), answer, target.provider());
      default -> AnswerReader.read(facts.operation(), answer, target);
    };
  }

  @Override
  public StreamTap tap(Inbound in, Facts facts, TargetModel target) {
    return switch (facts.operation()) {
      case TRANSCRIPTION, AUDIO_TRANSLATION, SPEECH ->
          new AudioEventTap(facts.operation(), target.provider());
      default -> new OpenAiStreamTap(target);
    };
  }

  @Override
  public Failure readError(int status, Headers headers, Body body, String provider) {
    return OpenAiErrorReader.read(status, headers, body, provider);
  }

  @Override
  public Body writeError(Failure failure) {
    return Body.of(Json.MAPPER.writeValueAsBytes(OpenAiErrorWriter.of(failure)));
  }

  @Override
  public byte[] withCost(byte[] events, Cost cost) {
    return StreamCostWriter.put(events, cost);
  }

  @Override
  public byte[] streamEnd() {
    return DONE;
  }

  @Override
  public byte[] errorEvent(Failure failure) {
    return ChunkEncoder.errorEvent(failure);
  }

  @Override
  public EmbeddingClient embeddingClient() {
    return CLIENT_EMBEDDINGS;
  }

  @Override
  public EmbeddingTarget embeddingTarget() {
    return EMBEDDINGS;
  }
}
