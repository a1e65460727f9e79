/// Wiring: the one place that makes services, and starts and stops them in order.
@NullMarked
package io.llmcallgateway.bootstrap;

import org.jspecify.annotations.NullMarked;
