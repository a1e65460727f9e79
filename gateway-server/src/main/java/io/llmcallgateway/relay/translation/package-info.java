/// The translation of requests and answers between the format of a client and that of a target.
@NullMarked
package io.llmcallgateway.relay.translation;

import org.jspecify.annotations.NullMarked;
