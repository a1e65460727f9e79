/// Counting tokens without a provider.
@NullMarked
package io.llmcallgateway.meter;

import org.jspecify.annotations.NullMarked;
