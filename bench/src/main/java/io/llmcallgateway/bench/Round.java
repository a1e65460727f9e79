package io.llmcallgateway.bench;

import java.io.IOException;
import java.time.Duration;

/// One load on one server: what it cost the server's process, and what the clients saw.
record Round(
    String server,
    Mode mode,
    int number,
    double cpuMicros,
    long residentMegabytes,
    LoadResult load) {

  /// The two kinds of call.
  enum Mode {
    PLAIN,
    STREAM
  }

  /// Work that a server puts off, its log above all, is done by then.
  private static final Duration AFTERWORK = Duration.ofMillis(1200);

  /// Loads a server; `number` counts from 1, 0 and below warm up.
  static Round of(Service server, Mode mode, int number, int clients, int chunks, int calls)
      throws IOException, InterruptedException {
    var load = new Load(server.port(), clients, mode == Mode.STREAM, chunks);
    var probe = server.probe();
    var before = probe.cpu();
    var result = load.run(calls, Duration.ofSeconds(60).plusMillis(20L * calls));
    Thread.sleep(AFTERWORK);
    double micros = probe.cpu().minus(before).toNanos() / 1e3 / calls;
    return new Round(server.name(), mode, number, micros, probe.residentMegabytes(), result);
  }
}
