package io.llmcallgateway.dialect.ollama.answer;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.support.AnswerAssembler;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.ChatAnswer;

/// Reads a plain answer: it is what one line of a stream is.
public final class AnswerReader {
  private AnswerReader() {}

  public static ChatAnswer read(Body body, String provider, CallIds ids) {
    var decoder = new OllamaDecoder(provider, ids);
    var assembler = new AnswerAssembler();
    var bytes = body.toByteArray();
    var failure =
        switch (decoder.read(bytes, 0, bytes.length, assembler)) {
          case Decoded.Events _ -> null;
          case Decoded.Unreadable _ ->
              Failure.ofProvider(
                  Failure.Kind.UPSTREAM_ERROR,
                  provider,
                  "The provider sent a line that is no JSON.");
          case Decoded.ProviderError error -> error.failure();
        };
    if (failure != null) throw new GatewayException(failure);
    decoder.end(assembler);
    return assembler.answer();
  }
}
