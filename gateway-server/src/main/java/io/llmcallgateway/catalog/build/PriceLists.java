package io.llmcallgateway.catalog.build;

import java.util.Set;

/// The lists of prices that providers may refer to.
public interface PriceLists {
  /// The names of all lists.
  Set<String> names();
}
