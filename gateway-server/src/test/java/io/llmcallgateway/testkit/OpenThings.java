package io.llmcallgateway.testkit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the test kit has open. Apart from the check, so that the upstream runs without JUnit.
final class OpenThings {
  static final Set<AutoCloseable> ALL = ConcurrentHashMap.newKeySet();

  private OpenThings() {}
}
