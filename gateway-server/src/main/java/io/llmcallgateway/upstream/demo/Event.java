package io.llmcallgateway.upstream.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A piece of an answer's body; `tokens` is how many have been spoken with it.
record Event(ByteBuffer bytes, int tokens) {
  static Event of(String text, int tokens) {
    return new Event(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), tokens);
  }
}
