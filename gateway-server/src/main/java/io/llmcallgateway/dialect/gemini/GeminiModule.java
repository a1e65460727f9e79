package io.llmcallgateway.dialect.gemini;

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
import io.llmcallgateway.model.ReasoningStyle;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Describes Google's generateContent, and its embeddings.
public final class GeminiModule implements DialectModule {
  private static final OperationPaths CLIENT_PATHS =
      OperationPaths.NONE
          .with(
              Operation.CHAT,
              "/v1beta/models/{model}:generateContent",
              "/v1beta/models/{model}:streamGenerateContent?alt=sse")
          .with(Operation.COUNT_TOKENS, "/v1beta/models/{model}:countTokens")
          .with(Operation.EMBEDDING, "/v1beta/models/{model}:embedContent");

  private static final CountedMembers COUNTED =
      new CountedMembers(
          Set.of("contents", "content", "systemInstruction", "system_instruction", "requests"),
          Set.of("candidates"));

  private final GeminiDialect dialect = new GeminiDialect();
  private final GeminiDialect vertex = GeminiDialect.vertex();

  @Override
  public DialectId id() {
    return DialectId.GEMINI;
  }

  @Override
  public TargetDialect target() {
    return dialect;
  }

  @Override
  public BodyShapes shapes() {
    return GeminiShapes.ALL;
  }

  @Override
  public TargetDialect vertexTarget() {
    return vertex;
  }

  @Override
  public Dialect client() {
    return dialect;
  }

  @Override
  public OperationPaths clientPaths() {
    return CLIENT_PATHS;
  }

  /// Clients whose model has a slash in its name leave `models/` out, so the verb decides.
  @Override
  public List<ClientRoute> routes() {
    return Stream.of("/v1beta/models/", "/v1/models/", "/v1/v1beta/models/")
        .map(prefix -> new ClientRoute(prefix + "{id}", ModelUrl.VERBS, true, ModelUrl::read))
        .toList();
  }

  @Override
  public ModelListing models() {
    return new ModelListing("/v1beta/models?pageSize=1000", "models", "name");
  }

  @Override
  public ReasoningStyle reasoning() {
    return ReasoningStyle.GEMINI_BUDGET;
  }

  @Override
  public CountedMembers countedMembers() {
    return COUNTED;
  }
}
