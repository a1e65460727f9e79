package io.llmcallgateway.alert;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/// Posts JSON to a webhook's URL.
@FunctionalInterface
public interface WebhookTransport {
  /// Posts and waits for the answer.
  ///
  /// @param most the longest wait
  Response post(URI to, byte[] json, Duration most) throws IOException, InterruptedException;

  /// The answer of the service.
  record Response(int status, String body) {}
}
