@NullMarked
package io.llmcallgateway.otel;

import org.jspecify.annotations.NullMarked;
