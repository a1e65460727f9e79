package io.llmcallgateway.dialect.cohere;

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

/// Describes Cohere's v2 chat, and its embeddings.
public final class CohereModule implements DialectModule {
  private static final OperationPaths CLIENT_PATHS =
      OperationPaths.NONE.with(Operation.CHAT, "/v2/chat");

  private static final CountedMembers COUNTED =
      new CountedMembers(Set.of("messages"), Set.of("message"));

  private final CohereDialect dialect = new CohereDialect();

  @Override
  public DialectId id() {
    return DialectId.COHERE;
  }

  @Override
  public TargetDialect target() {
    return dialect;
  }

  @Override
  public BodyShapes shapes() {
    return CohereShapes.ALL;
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
    return ClientRoute.of(Operation.CHAT, "/v2/chat", "/v1/v2/chat");
  }

  @Override
  public ModelListing models() {
    return new ModelListing("/v1/models?page_size=1000", "models", "name");
  }

  @Override
  public CountedMembers countedMembers() {
    return COUNTED;
  }
}
