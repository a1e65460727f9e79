package io.llmcallgateway.route;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.ModelLists;
import io.llmcallgateway.catalog.Provider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks providers that have no catalogue for their own lists.
record OwnLists(ModelLists lists) {
  /// The first of them that lists the bare name.
  @Nullable Provider listing(String name, Catalog catalog) {
    var providers = catalog.withoutList(name);
    askAtOnce(providers);
    for (var provider : providers) if (lists.of(provider).contains(name)) return provider;
    return null;
  }

  /// So that slow ones cost their patience once; what they said is kept by `lists`.
  private void askAtOnce(List<Provider> providers) {
    if (providers.size() < 2) return;
    var threads = new ArrayList<Thread>(providers.size());
    for (var provider : providers) threads.add(Thread.startVirtualThread(() -> lists.of(provider)));
    try {
      for (var thread : threads) thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // whoever waits next will see it
    }
  }
}
