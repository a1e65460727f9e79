/// One client call: its request, its reply, and the time and bytes that it may use.
@NullMarked
package io.llmcallgateway.relay.call;

import org.jspecify.annotations.NullMarked;
