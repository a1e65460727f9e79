package io.llmcallgateway.upstream;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.ModelListing;
import org.jspecify.annotations.Nullable;

/// Finds the requests with which providers list their models.
public interface ModelListings {
  /// Returns the listing of the provider's dialect; null if it has none.
  @Nullable ModelListing listing(Provider provider);
}
