/// Tests of the budget of bytes.
@NullMarked
package io.llmcallgateway.limit;

import org.jspecify.annotations.NullMarked;
