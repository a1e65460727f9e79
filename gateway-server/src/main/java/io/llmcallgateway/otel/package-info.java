/// Exports ended calls to an OpenTelemetry collector: spans and metrics by the semantic conventions
/// for generative AI, over OTLP and HTTP. The export has a thread of its own, and the SDK is loaded
/// by the first call that is exported.
@NullMarked
package io.llmcallgateway.otel;

import org.jspecify.annotations.NullMarked;
