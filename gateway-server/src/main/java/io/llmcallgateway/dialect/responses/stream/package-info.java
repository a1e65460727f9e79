/// Streams. `ResponsesDecoder` turns events into `ChatEvent`s, `ResponsesEncoder` turns them into
/// events, with an `OutputItemWriter` for the item that is open and an `EventWriter` that numbers
/// events. `ResponsesTap` reads events that pass untouched.
@NullMarked
package io.llmcallgateway.dialect.responses.stream;

import org.jspecify.annotations.NullMarked;
