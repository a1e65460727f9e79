/// Bytes and their formats: the framing of streams, JSON, content codings.
@NullMarked
package io.llmcallgateway.wire;

import org.jspecify.annotations.NullMarked;
