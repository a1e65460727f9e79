package io.llmcallgateway.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.StreamTap;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's chat completions, completions and embeddings.
public final class OpenAiDialect implements Dialect {
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);

  @Override
  public Facts facts(Inbound in) {
    return RequestFacts.read(in.operation(), in.body());
  }

  @Override
  public Body forTarget(Body request, Facts facts, String model, boolean askUsage) {
    return RequestSplice.apply(request, facts, model, askUsage);
  }

  @Override
  public Answer readAnswer(Facts facts, Body answer, String provider) {
    try {
      var read = AnswerReader.read(answer);
      if (read != null) return read;
    } catch (JacksonException e) {
      var text = answer.utf8().strip();
      var start = text.length() > 200 ? text.substring(0, 200) + "…" : text;
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_ERROR,
              provider,
              "The provider's answer is not valid JSON: " + (start.isEmpty() ? "(empty)" : start)),
          e);
    }
    throw new GatewayException(ErrorReader.inStream(answer, provider));
  }

  @Override
  public StreamTap tap(Facts facts, String provider) {
    return new OpenAiStreamTap(provider);
  }

  @Override
  public Failure readError(int status, Headers headers, Body body, String provider) {
    return ErrorReader.read(status, headers, body, provider);
  }

  @Override
  public Body writeError(Failure failure) {
    return Body.of(Json.MAPPER.writeValueAsBytes(error(failure)));
  }

  @Override
  public byte[] errorEvent(Failure failure) {
    return ("data: " + Json.MAPPER.writeValueAsString(error(failure)) + "\n\n").getBytes(UTF_8);
  }

  @Override
  public byte[] streamEnd() {
    return DONE;
  }

  /// `{"error": {message, type, param, code, origin, provider, …}}`; the provider's own further
  /// members stay.
  private static ObjectNode error(Failure failure) {
    var root = Json.MAPPER.createObjectNode();
    var error = root.putObject("error");
    error.put("message", failure.message());
    error.put("type", failure.type());
    error.put("param", failure.param());
    error.put("code", failure.code());
    error.put("origin", failure.origin().text());
    if (failure.provider() != null) error.put("provider", failure.provider());
    var details = failure.details();
    if (details != null && Json.MAPPER.readTree(details.toByteArray()) instanceof ObjectNode more) {
      for (var member : more.properties()) {
        if (!error.has(member.getKey()) && !member.getKey().equals("error")) {
          error.set(member.getKey(), member.getValue());
        }
      }
    }
    if (!failure.causes().isEmpty()) {
      var causes = error.putArray("causes");
      for (var cause : failure.causes()) causes.add(cause);
    }
    return root;
  }
}
