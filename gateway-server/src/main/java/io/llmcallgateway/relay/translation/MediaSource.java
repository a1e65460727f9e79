package io.llmcallgateway.relay.translation;

import io.llmcallgateway.model.chat.Part;
import java.util.function.IntConsumer;

/// Fetches media for targets that take no addresses. Thread-safe.
public interface MediaSource {
  /// Returns the part with the bytes of its address. Throws a `GatewayException` where they may not
  /// or cannot be had.
  ///
  /// @param deadline of `System.nanoTime`
  /// @param room is told of bytes as they come, and throws a `GatewayException` where they are too
  ///   many
  Part.Media fetch(Part.Media part, long deadline, IntConsumer room) throws InterruptedException;
}
