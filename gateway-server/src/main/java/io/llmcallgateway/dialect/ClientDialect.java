package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A wire format as clients speak it. Thread-safe.
public interface ClientDialect {
  /// The name in configuration, in `Extras` and in documents.
  String id();

  /// Reads what routing needs, without a full parse. Throws a `GatewayException` that says what is
  /// wrong with the request.
  Facts facts(Inbound in);

  /// The whole conversation. Throws a `GatewayException` (INVALID_REQUEST, with the member's path)
  /// where it cannot be one. Lenient where the vendor is: unknown members become extras.
  ChatRequest readRequest(Inbound in, Facts facts);

  /// A plain answer.
  Body writeAnswer(ChatAnswer answer, AnswerContext asked);

  /// A writer of one streamed answer.
  StreamEncoder encoder(AnswerContext asked);

  /// True if its clients mark themselves what a vendor's prompt cache is to keep.
  default boolean marksCaches() {
    return false;
  }

  /// True if a request without a word about reasoning asks for none; else the model decides.
  default boolean reasonsIfAsked() {
    return false;
  }

  /// The embeddings of its clients; null where they cannot ask for any.
  default @Nullable EmbeddingClient embeddingClient() {
    return null;
  }

  /// The parts of an answer that this dialect has no place for.
  Set<AnswerMember> lacked();

  /// The HTTP status of a failure; some dialects have one of their own.
  default int status(Failure failure) {
    return failure.status();
  }

  /// A failure as this dialect's error body.
  Body writeError(Failure failure);

  /// Headers of an error reply that belong to this dialect's error shape.
  default Headers errorHeaders(Failure failure) {
    return Headers.NONE;
  }
}
