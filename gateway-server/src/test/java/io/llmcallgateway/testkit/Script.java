package io.llmcallgateway.testkit;

import java.io.IOException;

/// An action of the scripted upstream for one request. `Scripts` has the usual ones.
@FunctionalInterface
public interface Script {
  void play(UpstreamConnection client, Received request) throws IOException, InterruptedException;

  default Script then(Script next) {
    return (client, request) -> {
      play(client, request);
      next.play(client, request);
    };
  }
}
