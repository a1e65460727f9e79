package io.llmcallgateway.catalog;

import java.util.List;

/// The models of a provider: its catalogue, or its own list where it has none. May block for the
/// time of a request (2 s at most), so never called on the way of a call that another rule settles.
public interface ModelLists {
  List<String> of(Provider provider);
}
