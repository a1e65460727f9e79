@NullMarked
package io.llmcallgateway.relay;

import org.jspecify.annotations.NullMarked;
