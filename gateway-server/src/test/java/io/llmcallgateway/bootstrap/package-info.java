/// Tests of the whole as it is put together.
@NullMarked
package io.llmcallgateway.bootstrap;

import org.jspecify.annotations.NullMarked;
