package io.llmcallgateway.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whether the gateway is, after the load, as it was before: memory, descriptors, calls under way;
/// and whether its counters and its log have every call.
final class LeakCheck {
  private static final long HEAP_MEGABYTES_SPARE = 16;
  private static final long DESCRIPTORS_SPARE = 16;
  private static final int LINES_PER_CALL = 8;

  private final Service gateway;
  private final Path logs;
  private final List<String> findings = new ArrayList<>();
  private boolean clean = true;
  private long warmHeap;
  private long warmDescriptors;
  private long sent = 1; // the call that found it ready

  LeakCheck(Service gateway, Path logs) {
    this.gateway = gateway;
    this.logs = logs;
  }

  /// Takes what is compared with, after the warm-up.
  void warm() throws IOException {
    warmHeap = gateway.probe().liveHeapMegabytes();
    warmDescriptors = gateway.probe().descriptors();
  }

  void sent(Round round) {
    sent += round.load().calls();
  }

  /// What was found, one line each.
  List<String> findings() {
    return List.copyOf(findings);
  }

  /// Looks, prints, and tells whether all is well.
  boolean check() throws IOException, InterruptedException {
    long heap = gateway.probe().liveHeapMegabytes();
    long descriptors = gateway.probe().descriptors();
    var metrics = metrics();
    long active = metrics.path("active_requests").asLong(-1);
    long counted = metrics.path("total_requests").asLong(-1);
    find(
        heap <= warmHeap + HEAP_MEGABYTES_SPARE,
        "live heap %d MB after the warm-up, %d MB at the end".formatted(warmHeap, heap));
    find(
        descriptors <= warmDescriptors + DESCRIPTORS_SPARE,
        "%d open descriptors after the warm-up, %d at the end"
            .formatted(warmDescriptors, descriptors));
    find(active == 0, active + " calls still active");
    find(counted == sent, counted + " of " + sent + " calls in the metrics");
    long lines = lines();
    long wanted = LINES_PER_CALL * sent;
    find(lines == wanted, lines + " of " + wanted + " lines in the interaction log");
    return clean;
  }

  private void find(boolean well, String finding) {
    clean &= well;
    findings.add((well ? "PASS: " : "FAIL: ") + finding);
    System.out.println(findings.getLast());
  }

  private JsonNode metrics() throws IOException, InterruptedException {
    return metrics(gateway);
  }

  /// What a gateway counts.
  static JsonNode metrics(Service gateway) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/metrics"))
            .header("Authorization", "Bearer " + Script.KEY)
            .timeout(Duration.ofSeconds(10))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return JsonMapper.builder()
          .build()
          .readTree(client.send(request, BodyHandlers.ofString()).body());
    }
  }

  private long lines() throws IOException {
    long lines = 0;
    try (var files = Files.newDirectoryStream(logs, "*_llm_interactions_*")) {
      for (var file : files) {
        // A part that is being compressed stands there more than once.
        if (file.toString().endsWith(".tmp")) continue;
        if (Files.exists(file.resolveSibling(file.getFileName() + ".gz"))) continue;
        try (var input = open(file)) {
          lines += lines(input);
        }
      }
    }
    return lines;
  }

  private static InputStream open(Path file) throws IOException {
    var input = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(input, 1 << 16) : input;
  }

  private static long lines(InputStream input) throws IOException {
    var buffer = new byte[1 << 16];
    long lines = 0;
    for (int count; (count = input.read(buffer)) >= 0; ) {
      for (int i = 0; i < count; i++) if (buffer[i] == '\n') lines++;
    }
    return lines;
  }
}
