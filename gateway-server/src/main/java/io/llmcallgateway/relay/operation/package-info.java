/// The operations that a client can call, one handler each.
@NullMarked
package io.llmcallgateway.relay.operation;

import org.jspecify.annotations.NullMarked;
