/// Streams. `AnthropicDecoder` turns events into `ChatEvent`s, `AnthropicEncoder` turns them into
/// events.
@NullMarked
package io.llmcallgateway.dialect.anthropic.stream;

import org.jspecify.annotations.NullMarked;
