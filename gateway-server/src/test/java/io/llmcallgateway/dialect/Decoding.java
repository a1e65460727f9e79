package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.wire.Frames;

/// Decodes frames for tests, to which everything but events is an exception.
public final class Decoding {
  private Decoding() {}

  /// Reads the frame that `frames` stands at. Throws a `GatewayException` where it is an error or
  /// cannot be read.
  public static void decode(StreamDecoder decoder, Frames frames, ChatEventSink out) {
    switch (decoder.decode(frames, out)) {
      case Decoded.Events _ -> {}
      case Decoded.Unreadable _ ->
          throw new GatewayException(
              Failure.of(Failure.Kind.UPSTREAM_ERROR, "The frame cannot be read."));
      case Decoded.ProviderError error -> throw new GatewayException(error.failure());
    }
  }
}
