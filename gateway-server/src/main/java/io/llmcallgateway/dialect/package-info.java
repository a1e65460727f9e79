/// The contract of a wire format; one sub-package per format, strangers to each other.
@NullMarked
package io.llmcallgateway.dialect;

import org.jspecify.annotations.NullMarked;
