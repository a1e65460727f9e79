package io.llmcallgateway.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A gateway in a process of its own, with JVM flags of the test's choice.
public final class GatewayProcess implements AutoCloseable {
  private final Process process;
  private final int port;
  private final Path errors;

  /// @param folder has its gateway.yaml, and gets its logs and data
  public GatewayProcess(Path folder, String yaml, List<String> flags) throws IOException {
    Files.writeString(folder.resolve("gateway.yaml"), yaml);
    var classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classes));
    command.add("io.llmcallgateway.bootstrap.TunedMain");
    errors = folder.resolve("stderr");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY);
    process = builder.redirectError(errors.toFile()).start();
    var out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8);
    var line = new BufferedReader(out).readLine();
    if (line == null) throw new IOException("it did not start: " + Files.readString(errors));
    port = Integer.parseInt(line.strip());
    LeakCheck.opened(this);
  }

  public RawClient client() throws IOException {
    return RawClient.to(URI.create("http://127.0.0.1:" + port));
  }

  /// A POST on a connection of its own, with the client key.
  public RawAnswer post(String path, byte[] json) throws IOException {
    try (var client = client()) {
      client.post(path, json, RunningGateway.authorized());
      return client.answer();
    }
  }

  public RawAnswer get(String path) throws IOException {
    try (var client = client()) {
      client.get(path, RunningGateway.authorized());
      return client.answer();
    }
  }

  /// A value of its Prometheus metrics.
  public double metric(String name) throws IOException {
    for (var line : get("/metrics?format=prometheus").text().lines().toList()) {
      if (line.startsWith(name + " ")) return Double.parseDouble(line.substring(name.length() + 1));
    }
    throw new AssertionError("no metric " + name);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// What it said on stderr.
  public String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() throws IOException {
    LeakCheck.closed(this);
    Objects.requireNonNull(process.getOutputStream()).close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
