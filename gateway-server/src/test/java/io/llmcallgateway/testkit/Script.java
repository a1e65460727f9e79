package io.llmcallgateway.testkit;

import java.io.IOException;

/// What the scripted upstream does about one request. `Scripts` has the usual ones.
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
