/// Limits of the memory that calls use at a time.
@NullMarked
package io.llmcallgateway.limit;

import org.jspecify.annotations.NullMarked;
