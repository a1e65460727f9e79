package io.llmcallgateway.upstream.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A piece of a reply's body.
///
/// @param tokens the number of tokens sent before and with it
record BodyChunk(ByteBuffer bytes, int tokens) {
  static BodyChunk of(String text, int tokens) {
    return new BodyChunk(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), tokens);
  }
}
