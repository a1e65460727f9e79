package io.llmcallgateway.relay.translation;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.TargetDialect;

/// Tells which dialect a provider is spoken to in.
public interface Dialects {
  TargetDialect of(Provider provider);
}
