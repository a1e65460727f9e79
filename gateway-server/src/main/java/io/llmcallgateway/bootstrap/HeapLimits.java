package io.llmcallgateway.bootstrap;

import io.llmcallgateway.config.Settings;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.metrics.CallMetrics;

/// Limits of what calls and their records hold of the heap.
final class HeapLimits {
  /// Several bodies of a call are put together, read back and compressed, four copies in all.
  private static final int MOST_PAYLOAD =
      (int) Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 128);

  private HeapLimits() {}

  /// The budget of all calls, with its metrics.
  static ByteBudget budget(Settings settings, CallMetrics metrics) {
    var budget = ByteBudget.ofHeap(settings.limits().memoryShare());
    metrics.gauge("memory_held_bytes", "Bytes that calls hold now", budget::used);
    metrics.gauge("memory_limit_bytes", "Bytes that calls may hold", budget::limit);
    metrics.counter("memory_refused", "Calls refused for want of memory", budget::refused);
    metrics.counter("memory_left_out", "Bodies cut short for want of memory", budget::leftOut);
    return budget;
  }

  /// The most that is kept of a body, in bytes.
  static int payload(Settings settings) {
    return Math.min(settings.journal().payloadLimit(), MOST_PAYLOAD);
  }
}
