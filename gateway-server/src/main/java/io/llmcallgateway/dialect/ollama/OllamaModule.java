package io.llmcallgateway.dialect.ollama;

import io.llmcallgateway.dialect.BodyShapes;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.dialect.ModelListing;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.model.DialectId;

/// Describes Ollama's own API, which only providers speak here.
public final class OllamaModule implements DialectModule {
  private final OllamaDialect dialect = new OllamaDialect();

  @Override
  public DialectId id() {
    return DialectId.OLLAMA;
  }

  @Override
  public TargetDialect target() {
    return dialect;
  }

  @Override
  public BodyShapes shapes() {
    return OllamaShapes.ALL;
  }

  @Override
  public ModelListing models() {
    return new ModelListing("/api/tags", "models", "name");
  }
}
