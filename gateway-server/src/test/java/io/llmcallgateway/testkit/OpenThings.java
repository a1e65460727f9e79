package io.llmcallgateway.testkit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The set of what the test kit has open. It is separate from the check so that the upstream runs
/// without JUnit.
final class OpenThings {
  static final Set<AutoCloseable> ALL = ConcurrentHashMap.newKeySet();

  private OpenThings() {}
}
