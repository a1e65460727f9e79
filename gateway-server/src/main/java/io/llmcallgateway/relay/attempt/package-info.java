/// One attempt of a call at a target, from the request that is sent to the end of its reply.
@NullMarked
package io.llmcallgateway.relay.attempt;

import org.jspecify.annotations.NullMarked;
