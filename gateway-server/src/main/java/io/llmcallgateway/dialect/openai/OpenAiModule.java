package io.llmcallgateway.dialect.openai;

import io.llmcallgateway.dialect.BodyShapes;
import io.llmcallgateway.dialect.ClientRoute;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.dialect.ModelListing;
import io.llmcallgateway.dialect.OperationPaths;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.model.CountedMembers;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Describes OpenAI's chat completions, completions, embeddings and audio.
public final class OpenAiModule implements DialectModule {
  private static final OperationPaths CLIENT_PATHS =
      OperationPaths.NONE
          .with(Operation.CHAT, "/v1/chat/completions")
          .with(Operation.COMPLETION, "/v1/completions")
          .with(Operation.EMBEDDING, "/v1/embeddings")
          .with(Operation.TRANSCRIPTION, "/v1/audio/transcriptions")
          .with(Operation.AUDIO_TRANSLATION, "/v1/audio/translations")
          .with(Operation.SPEECH, "/v1/audio/speech");

  private static final CountedMembers COUNTED =
      new CountedMembers(Set.of("messages", "prompt", "input"), Set.of("choices"));

  private final OpenAiDialect dialect = new OpenAiDialect();

  @Override
  public DialectId id() {
    return DialectId.OPENAI;
  }

  @Override
  public TargetDialect target() {
    return dialect;
  }

  @Override
  public BodyShapes shapes() {
    return OpenAiShapes.ALL;
  }

  @Override
  public Dialect client() {
    return dialect;
  }

  @Override
  public OperationPaths clientPaths() {
    return CLIENT_PATHS;
  }

  @Override
  public List<ClientRoute> routes() {
    return Stream.of(
            ClientRoute.of(Operation.CHAT, "/v1/chat/completions", "/chat/completions"),
            ClientRoute.of(Operation.COMPLETION, "/v1/completions", "/completions"),
            ClientRoute.of(Operation.EMBEDDING, "/v1/embeddings", "/embeddings"),
            ClientRoute.of(
                Operation.TRANSCRIPTION, "/v1/audio/transcriptions", "/audio/transcriptions"),
            ClientRoute.of(
                Operation.AUDIO_TRANSLATION, "/v1/audio/translations", "/audio/translations"),
            ClientRoute.of(Operation.SPEECH, "/v1/audio/speech", "/audio/speech"))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public ModelListing models() {
    return new ModelListing("/models", "data", "id");
  }

  @Override
  public CountedMembers countedMembers() {
    return COUNTED;
  }
}
