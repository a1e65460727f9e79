package io.llmcallgateway.dialect.bedrock;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.AnswerMember;
import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.EmbeddingTarget;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.OperationPaths;
import io.llmcallgateway.dialect.Outbound;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.StreamEncoder;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.TokenCounting;
import io.llmcallgateway.dialect.WrittenRequest;
import io.llmcallgateway.dialect.bedrock.answer.AnswerReader;
import io.llmcallgateway.dialect.bedrock.answer.AnswerWriter;
import io.llmcallgateway.dialect.bedrock.answer.ErrorReader;
import io.llmcallgateway.dialect.bedrock.answer.ErrorWriter;
import io.llmcallgateway.dialect.bedrock.embedding.EmbeddingCodec;
import io.llmcallgateway.dialect.bedrock.request.RequestFacts;
import io.llmcallgateway.dialect.bedrock.request.RequestReader;
import io.llmcallgateway.dialect.bedrock.request.RequestWriter;
import io.llmcallgateway.dialect.bedrock.request.TokenCountCodec;
import io.llmcallgateway.dialect.bedrock.stream.BedrockDecoder;
import io.llmcallgateway.dialect.bedrock.stream.BedrockEncoder;
import io.llmcallgateway.dialect.support.AbstractDialect;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.AwsEventReader;
import io.llmcallgateway.wire.AwsEventWriter;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Frames;
import java.util.Set;

/// Amazon Bedrock's Converse and ConverseStream. The URL says which model, and whether to stream.
public final class BedrockDialect extends AbstractDialect implements TokenCounting {
  private static final EmbeddingTarget EMBEDDINGS = new EmbeddingCodec();

  private static final OperationPaths PATHS =
      OperationPaths.NONE
          .with(Operation.CHAT, "/model/{model}/converse", "/model/{model}/converse-stream")
          .with(Operation.COUNT_TOKENS, "/model/{model}/count-tokens")
          .with(Operation.EMBEDDING, "/model/{model}/invoke");

  private static final Set<AnswerMember> LACKED =
      Set.of(
          AnswerMember.EXPLANATION,
          AnswerMember.CHOICES,
          AnswerMember.LOGPROBS,
          AnswerMember.STOP_SEQUENCE);

  public BedrockDialect() {
    super(DialectId.BEDROCK, PATHS, LACKED);
  }

  @Override
  public boolean betasInBody() {
    return true;
  }

  @Override
  public boolean takesUrl(Part.Kind kind) {
    return false;
  }

  @Override
  public Facts facts(Inbound in) {
    return RequestFacts.read(in);
  }

  @Override
  public ChatRequest readRequest(Inbound in, Facts facts) {
    return RequestReader.read(in, facts);
  }

  /// The body names no model, and a stream always tells its usage.
  @Override
  protected Body forTarget(Body request, Facts facts, String model, boolean askUsage) {
    return request;
  }

  @Override
  public WrittenRequest writeRequest(ChatRequest request, TargetModel target, Losses losses) {
    return RequestWriter.request(request, target, losses);
  }

  @Override
  public Outbound writeCount(ChatRequest request, TargetModel target, Losses losses) {
    return Outbound.of(TokenCountCodec.question(RequestWriter.write(request, target, losses)));
  }

  @Override
  public long readCount(Body body) {
    return TokenCountCodec.read(body);
  }

  @Override
  public Body writeCount(long tokens) {
    return TokenCountCodec.answer(tokens);
  }

  @Override
  public ChatAnswer readAnswer(Body body, TargetModel target, CallIds ids) {
    return AnswerReader.read(body, target, ids);
  }

  @Override
  public Body writeAnswer(ChatAnswer answer, AnswerContext asked) {
    return AnswerWriter.write(answer, asked);
  }

  @Override
  public Frames frames(int limit) {
    return new AwsEventReader(limit);
  }

  @Override
  public StreamDecoder decoder(TargetModel target, CallIds ids) {
    return new BedrockDecoder(target, ids);
  }

  @Override
  public boolean marksCaches() {
    return true;
  }

  @Override
  public StreamEncoder encoder(AnswerContext asked) {
    return new BedrockEncoder(asked);
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
    return Body.of(ErrorWriter.body(failure));
  }

  @Override
  public Headers errorHeaders(Failure failure) {
    return Headers.of("x-amzn-errortype", ErrorWriter.type(failure.kind()));
  }

  @Override
  public String streamType(Inbound in) {
    return "application/vnd.amazon.eventstream";
  }

  @Override
  public byte[] errorEvent(Failure failure) {
    var out = new ByteSink();
    ErrorWriter.frame(failure, new AwsEventWriter(), out);
    return out.toByteArray();
  }

  @Override
  public EmbeddingTarget embeddingTarget() {
    return EMBEDDINGS;
  }
}
