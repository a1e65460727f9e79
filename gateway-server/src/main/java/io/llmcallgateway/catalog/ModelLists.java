package io.llmcallgateway.catalog;

import java.util.Collection;
import java.util.List;

/// The lists of providers' models, from their catalogues or their own APIs. A list that is not yet
/// known is requested over the network, for at most 2 s, so lists are only used for names that no
/// other rule resolves.
@FunctionalInterface
public interface ModelLists {
  /// Returns the names of a provider's models; none if it does not list them.
  List<String> of(Provider provider);

  /// Requests the unknown lists of several providers at once, so that slow ones delay the caller
  /// only once.
  default void load(Collection<Provider> providers) {}
}
