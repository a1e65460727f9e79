/// How much a call uses: tokens, and what they cost.
@NullMarked
package io.llmcallgateway.meter;

import org.jspecify.annotations.NullMarked;
