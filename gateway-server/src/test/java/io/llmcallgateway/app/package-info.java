/// Tests of the whole as it is put together.
@NullMarked
package io.llmcallgateway.app;

import org.jspecify.annotations.NullMarked;
