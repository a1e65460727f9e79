package io.llmcallgateway.dialect.cohere;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.AnswerMember;
import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.EmbeddingTarget;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.OperationPaths;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.StreamEncoder;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.WrittenRequest;
import io.llmcallgateway.dialect.cohere.answer.AnswerReader;
import io.llmcallgateway.dialect.cohere.answer.AnswerWriter;
import io.llmcallgateway.dialect.cohere.answer.ErrorCodec;
import io.llmcallgateway.dialect.cohere.embedding.EmbeddingCodec;
import io.llmcallgateway.dialect.cohere.request.RequestReader;
import io.llmcallgateway.dialect.cohere.request.RequestWriter;
import io.llmcallgateway.dialect.cohere.stream.CohereDecoder;
import io.llmcallgateway.dialect.cohere.stream.CohereEncoder;
import io.llmcallgateway.dialect.support.AbstractDialect;
import io.llmcallgateway.dialect.support.MessagesFactsReader;
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
import java.util.Set;
import tools.jackson.core.JacksonException;

/// Cohere's v2 chat.
public final class CohereDialect extends AbstractDialect {
  private static final EmbeddingTarget EMBEDDINGS = new EmbeddingCodec();

  private static final OperationPaths PATHS =
      OperationPaths.NONE.with(Operation.CHAT, "/v2/chat").with(Operation.EMBEDDING, "/v2/embed");

  private static final Set<AnswerMember> LACKED =
      Set.of(
          AnswerMember.EXPLANATION,
          AnswerMember.CHOICES,
          AnswerMember.LOGPROBS,
          AnswerMember.IMAGES,
          AnswerMember.STOP_SEQUENCE,
          AnswerMember.REFUSAL);

  public CohereDialect() {
    super(DialectId.COHERE, PATHS, LACKED);
  }

  @Override
  public Facts facts(Inbound in) {
    return MessagesFactsReader.read(in.operation(), in.body(), "field required");
  }

  @Override
  public ChatRequest readRequest(Inbound in, Facts facts) {
    try {
      return RequestReader.read(Json.MAPPER.readTree(in.body().toByteArray()), facts);
    } catch (JacksonException e) {
      var message = "The request body is not valid JSON: " + e.getOriginalMessage() + ".";
      throw new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message), e);
    }
  }

  @Override
  public boolean takesUrl(Part.Kind kind) {
    return kind == Part.Kind.IMAGE;
  }

  @Override
  public WrittenRequest writeRequest(ChatRequest request, TargetModel target, Losses losses) {
    return RequestWriter.request(request, target, losses);
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
    return new CohereDecoder(target.provider(), ids);
  }

  @Override
  public StreamEncoder encoder(AnswerContext asked) {
    return new CohereEncoder(asked);
  }

  @Override
  public Failure readError(int status, Headers headers, Body body, String provider) {
    return ErrorCodec.read(status, headers, body, provider);
  }

  @Override
  public Body writeError(Failure failure) {
    return Body.of(Json.MAPPER.writeValueAsBytes(ErrorCodec.write(failure)));
  }

  @Override
  public byte[] errorEvent(Failure failure) {
    return ("event: error\ndata: " + ErrorCodec.write(failure) + "\n\n").getBytes(UTF_8);
  }

  @Override
  public EmbeddingTarget embeddingTarget() {
    return EMBEDDINGS;
  }
}
