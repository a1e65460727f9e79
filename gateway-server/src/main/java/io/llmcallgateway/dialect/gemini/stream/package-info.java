/// Streams. `GeminiFrames` finds the chunks, `GeminiDecoder` turns them into `ChatEvent`s (with
/// `FunctionCallAssembler` for calls in pieces), `GeminiEncoder` turns events into chunks.
@NullMarked
package io.llmcallgateway.dialect.gemini.stream;

import org.jspecify.annotations.NullMarked;
