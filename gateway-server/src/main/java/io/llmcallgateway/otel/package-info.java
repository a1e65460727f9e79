/// Tells ended calls to an OpenTelemetry collector: spans and metrics in the words of the semantic
/// conventions for generative AI, by OTLP over HTTP. Works on a thread of its own, and its
/// libraries are loaded by the first call that is told.
@NullMarked
package io.llmcallgateway.otel;

import org.jspecify.annotations.NullMarked;
