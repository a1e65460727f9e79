@NullMarked
package io.llmcallgateway.outline;

import org.jspecify.annotations.NullMarked;
