package io.llmcallgateway.upstream;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.ModelListing;
import org.jspecify.annotations.Nullable;

/// Finds how a provider lists its models.
public interface ModelListings {
  /// The list of the provider's dialect; null where there is none.
  @Nullable ModelListing listing(Provider provider);
}
