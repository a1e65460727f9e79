package io.llmcallgateway.bootstrap;

import io.llmcallgateway.config.Settings;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.metrics.CallMetrics;

/// Limits of the heap that calls and their records use.
final class HeapLimits {
  /// The most bytes kept of a body. Several bodies of a call are joined, read back and compressed,
  /// in four copies in total.
  private static final int MOST_PAYLOAD =
      (int) Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 128);

  private HeapLimits() {}

  /// Makes the budget of all calls and registers its metrics.
  static ByteBudget budget(Settings settings, CallMetrics metrics) {
    var budget = ByteBudget.ofHeap(settings.limits().memoryShare());
    metrics.gauge("memory_held_bytes", "Bytes that calls hold now", budget::used);
    metrics.gauge("memory_limit_bytes", "Bytes that calls may hold", budget::limit);
    metrics.counter("memory_refused", "Calls refused for want of memory", budget::refused);
    metrics.counter("memory_left_out", "Bodies cut short for want of memory", budget::leftOut);
    return budget;
  }

  /// Returns the number of bytes that are kept of a body at most.
  static int payload(Settings settings) {
    return Math.min(settings.journal().payloadLimit(), MOST_PAYLOAD);
  }
}
