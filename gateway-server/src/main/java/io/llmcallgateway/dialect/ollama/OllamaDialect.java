package io.llmcallgateway.dialect.ollama;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.EmbeddingTarget;
import io.llmcallgateway.dialect.OperationPaths;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.ToolNameRule;
import io.llmcallgateway.dialect.WrittenRequest;
import io.llmcallgateway.dialect.ollama.answer.AnswerReader;
import io.llmcallgateway.dialect.ollama.answer.OllamaDecoder;
import io.llmcallgateway.dialect.ollama.embedding.EmbeddingCodec;
import io.llmcallgateway.dialect.ollama.request.RequestWriter;
import io.llmcallgateway.dialect.support.OpenAiErrorReader;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonLineReader;

/// Ollama's `/api/chat`, whose streams are lines of JSON.
public final class OllamaDialect implements TargetDialect {
  private static final EmbeddingTarget EMBEDDINGS = new EmbeddingCodec();

  private static final OperationPaths PATHS =
      OperationPaths.NONE.with(Operation.CHAT, "/api/chat").with(Operation.EMBEDDING, "/api/embed");

  @Override
  public String id() {
    return DialectId.OLLAMA.text();
  }

  @Override
  public OperationPaths paths() {
    return PATHS;
  }

  @Override
  public ToolNameRule toolNames() {
    return ToolNameRule.ANY;
  }

  @Override
  public boolean takesUrl(Part.Kind kind) {
    return false;
  }

  @Override
  public WrittenRequest writeRequest(ChatRequest request, TargetModel target, Losses losses) {
    var body = new RequestWriter(request, target, losses).write();
    return WrittenRequest.of(Body.of(Json.MAPPER.writeValueAsBytes(body)), false);
  }

  @Override
  public ChatAnswer readAnswer(Body body, TargetModel target, CallIds ids) {
    return AnswerReader.read(body, target.provider(), ids);
  }

  @Override
  public Frames frames(int limit) {
    return new JsonLineReader(limit);
  }

  @Override
  public StreamDecoder decoder(TargetModel target, CallIds ids) {
    return new OllamaDecoder(target.provider(), ids);
  }

  @Override
  public Failure readError(int status, Headers headers, Body body, String provider) {
    return OpenAiErrorReader.read(status, headers, body, provider);
  }

  @Override
  public EmbeddingTarget embeddingTarget() {
    return EMBEDDINGS;
  }
}
