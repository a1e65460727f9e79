package io.llmcallgateway.alert;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/// Posts JSON to a webhook.
@FunctionalInterface
public interface Poster {
  /// Waits for the answer, at most so long.
  Reply post(URI to, byte[] json, Duration most) throws IOException, InterruptedException;

  /// Holds what came back.
  record Reply(int status, String body) {}
}
