/// Tests of what calls cost.
@NullMarked
package io.llmcallgateway.meter;

import org.jspecify.annotations.NullMarked;
