/// What the gateway tells its operators: the three log files and the metrics. Never on the path of
/// a call: calls hand over and go on.
@NullMarked
package io.llmcallgateway.telemetry;

import org.jspecify.annotations.NullMarked;
