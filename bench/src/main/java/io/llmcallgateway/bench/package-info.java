/// Measures the gateway against the smallest proxy that does the same work: a scripted upstream, a
/// bare proxy, a load generator and the harness that runs them in turn, and JMH benchmarks.
@NullMarked
package io.llmcallgateway.bench;

import org.jspecify.annotations.NullMarked;
