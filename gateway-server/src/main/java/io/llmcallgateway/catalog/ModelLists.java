package io.llmcallgateway.catalog;

import java.util.Collection;
import java.util.List;

/// The models of providers: the catalogue of each, or its own list where it has none. A list that
/// is not known yet is asked for over the network (2 s at most), so nothing is looked up on the way
/// of a call that another rule settles.
@FunctionalInterface
public interface ModelLists {
  /// Returns the names of a provider's models; none where it does not tell.
  List<String> of(Provider provider);

  /// Asks several providers at once for what is not known yet, so that slow ones cost their
  /// patience once.
  default void load(Collection<Provider> providers) {}
}
