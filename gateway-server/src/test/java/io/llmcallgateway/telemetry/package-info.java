/// Proofs of the logs and the metrics, on real files.
@NullMarked
package io.llmcallgateway.telemetry;

import org.jspecify.annotations.NullMarked;
