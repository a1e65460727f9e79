package io.llmcallgateway.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A server under measurement in a process of its own, ended with this object.
final class Service implements AutoCloseable {
  /// What a server may know of this process's environment: none of the user's keys.
  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "JAVA_HOME", "GATEWAY_JAVA_OPTS");

  private final String name;
  private final int port;
  private final Path output;
  private final Process process;

  private Service(String name, int port, Path output, Process process) {
    this.name = name;
    this.port = port;
    this.output = output;
    this.process = process;
  }

  /// Starts a command in a folder; what it prints goes to a file there.
  static Service start(
      String name, int port, Path folder, List<String> command, Map<String, String> environment)
      throws IOException {
    Files.createDirectories(folder);
    var output = folder.resolve(name + ".out");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return new Service(name, port, output, builder.start());
  }

  /// A port that nothing listens on now.
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  Probe probe() {
    return new Probe(process.toHandle());
  }

  /// Waits until a call succeeds: the only one that this sends, since before that nothing listens.
  void awaitReady(int chunks, Duration patience) throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    var load = new Load(port, 1, false, chunks);
    while (true) {
      var result = load.run(1, Duration.ofSeconds(10));
      if (result.errors() == 0) return;
      var error = String.valueOf(result.firstError());
      boolean deaf = error.startsWith(ConnectException.class.getName());
      if (!deaf || !process.isAlive() || System.nanoTime() > end) {
        throw new IOException(
            name
                + " did not get ready ("
                + result.firstError()
                + "):\n"
                + Files.readString(output));
      }
      Thread.sleep(100);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(15, TimeUnit.SECONDS)) return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
