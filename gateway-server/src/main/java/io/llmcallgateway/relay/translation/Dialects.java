package io.llmcallgateway.relay.translation;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.TargetDialect;

/// The dialects of providers.
public interface Dialects {
  TargetDialect of(Provider provider);
}
