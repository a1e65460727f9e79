package io.llmcallgateway.metrics;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/// Registers the meters of the JVM and the process: memory, threads, garbage collections,
/// processor, file descriptors, uptime.
final class ProcessMeters {
  private ProcessMeters() {}

  static void bind(MeterRegistry registry) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) bind(registry, collector);
  }

  private static void bind(MeterRegistry registry, GarbageCollectorMXBean collector) {
    FunctionTimer.builder(
            "jvm.gc.collection",
            collector,
            GarbageCollectorMXBean::getCollectionCount,
            GarbageCollectorMXBean::getCollectionTime,
            TimeUnit.MILLISECONDS)
        .tag("gc", collector.getName())
        .description("Garbage collections and the time they took")
        .register(registry);
  }
}
