/// Counters and gauges of the running process, and their Prometheus form.
@NullMarked
package io.llmcallgateway.metrics;

import org.jspecify.annotations.NullMarked;
