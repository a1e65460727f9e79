package io.llmcallgateway.relay.operation;

import io.llmcallgateway.meter.Tokenizer;
import io.llmcallgateway.model.Operation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The handlers of all operations. Thread-safe.
public final class OperationHandlers {
  private final Map<Operation, OperationHandler> byOperation = new EnumMap<>(Operation.class);

  public OperationHandlers(List<OperationHandler> handlers) {
    for (var handler : handlers) {
      if (byOperation.put(handler.operation(), handler) != null) {
        throw new IllegalArgumentException("two handlers of " + handler.operation());
      }
    }
    for (var operation : Operation.values()) {
      if (!byOperation.containsKey(operation)) {
        throw new IllegalArgumentException("no handler of " + operation);
      }
    }
  }

  /// Returns the list of operations: a new one is added here.
  public static OperationHandlers all(Tokenizer tokenizer) {
    return new OperationHandlers(
        List.of(
            new ChatHandler(),
            new CompletionHandler(),
            new EmbeddingHandler(tokenizer),
            new TokenCountHandler(tokenizer),
            new TranscriptionHandler(Operation.TRANSCRIPTION),
            new TranscriptionHandler(Operation.AUDIO_TRANSLATION),
            new SpeechHandler()));
  }

  public OperationHandler of(Operation operation) {
    var handler = byOperation.get(operation);
    if (handler == null) throw new IllegalStateException("no handler of " + operation);
    return handler;
  }
}
