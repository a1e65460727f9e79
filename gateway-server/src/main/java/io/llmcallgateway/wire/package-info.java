/// Bytes and their framing: server-sent events, JSON limits, splicing.
@NullMarked
package io.llmcallgateway.wire;

import org.jspecify.annotations.NullMarked;
