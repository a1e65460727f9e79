package io.llmcallgateway.catalog.build;

import java.util.Set;

/// The lists of prices to which providers may refer.
public interface PriceLists {
  /// Returns the names of all lists.
  Set<String> names();
}
