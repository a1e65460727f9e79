/// The exchange: attempts and fallback, the verbatim lane, the pump.
@NullMarked
package io.llmcallgateway.relay;

import org.jspecify.annotations.NullMarked;
