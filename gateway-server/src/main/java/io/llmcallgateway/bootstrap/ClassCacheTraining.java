package io.llmcallgateway.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.config.CommandLineFlags;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Starts a gateway during the build, sends it some requests and stops it, so that the JVM can
/// record the classes that a start needs.
public final class ClassCacheTraining {
  private ClassCacheTraining() {}

  /// Runs the training. Returns the exit code of the process.
  public static int run() {
    try {
      var folder = Files.createTempDirectory("llmcallgateway-training");
      try (var gateway =
          Gateway.start(
              Map.of("LOG_LEVEL", "WARN", "LITELLM_API_KEY", "none"),
              folder,
              new CommandLineFlags(null, "127.0.0.1", 0))) {
        exercise(gateway.uri());
      }
      delete(folder);
      return 0;
    } catch (StartRefusedException | IOException e) {
      System.err.println("training failed: " + e.getMessage());
      return 1;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static void exercise(URI gateway) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      for (var path : List.of("/", "/health", "/v1/models", "/metrics", "/openapi.json")) {
        http.send(HttpRequest.newBuilder(gateway.resolve(path)).build(), BodyHandlers.discarding());
      }
      for (var stream : List.of("false", "true")) {
        var body =
            "{\"model\":\"demo/echo\",\"stream\":"
                + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"hello, 你好\"}]}";
        var call =
            HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
                .POST(BodyPublishers.ofString(body, UTF_8))
                .build();
        http.send(call, BodyHandlers.discarding());
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
