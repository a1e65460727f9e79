package io.llmcallgateway.testkit;

import io.llmcallgateway.bootstrap.Gateway;
import io.llmcallgateway.bootstrap.TunedGateway;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A gateway in this process, on a free port, in a temporary folder of its own.
public final class RunningGateway implements AutoCloseable, LeakCheck.Busy {
  /// What clients present.
  public static final String CLIENT_KEY = "gw-client-key-0123456789";

  /// What the gateway presents to the scripted upstream.
  public static final String UPSTREAM_KEY = "sk-upstream-secret-9876543210";

  private final Gateway gateway;
  private final Path directory;
  private final boolean ownsDirectory;
  private boolean closed;

  private RunningGateway(Gateway gateway, Path directory, boolean ownsDirectory) {
    this.gateway = gateway;
    this.directory = directory;
    this.ownsDirectory = ownsDirectory;
  }

  /// A gateway with the client key `CLIENT_KEY` and one provider, `up`.
  public static Setup on(ScriptedUpstream upstream) {
    return new Setup().provider("up", upstream.baseUrl()).env("GATEWAY_API_KEY", CLIENT_KEY);
  }

  /// What a gateway is started with.
  public static final class Setup {
    private final Map<String, String> environment = new HashMap<>();
    private final StringBuilder providers = new StringBuilder();
    private String more = "";
    private String host = "127.0.0.1";
    private @Nullable Path directory;
    private Duration clientPatience = Duration.ofSeconds(20);
    private Duration idle = Duration.ofSeconds(75);
    private Duration keepAlive = Duration.ofSeconds(15);

    public Setup env(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /// One more OpenAI-compatible provider.
    public Setup provider(String id, String baseUrl) {
      providers.append(
          "  %s: { dialect: openai, base-url: \"%s\", api-key: \"%s\" }\n"
              .formatted(id, baseUrl, UPSTREAM_KEY));
      return this;
    }

    /// Further top-level sections of gateway.yaml.
    public Setup yaml(String sections) {
      more = sections;
      return this;
    }

    /// How long a request's head, or its body, may take to arrive.
    public Setup clientPatience(Duration patience) {
      clientPatience = patience;
      return this;
    }

    /// After which a connection that nobody uses is closed.
    public Setup idle(Duration timeout) {
      idle = timeout;
      return this;
    }

    /// Between comments on a silent stream.
    public Setup keepAlive(Duration interval) {
      keepAlive = interval;
      return this;
    }

    /// Listens there instead of on 127.0.0.1.
    public Setup listening(String address) {
      host = address;
      return this;
    }

    /// Runs in this folder, which stays.
    public Setup in(Path folder) {
      directory = folder;
      return this;
    }

    public String configuration() {
      return "listen: { host: \""
          + host
          + "\", port: 0 }\n"
          + (providers.isEmpty() ? "" : "providers:\n" + providers)
          + more;
    }

    public RunningGateway start() throws Exception {
      var given = directory;
      boolean owns = given == null;
      var folder = given == null ? Files.createTempDirectory("gateway-test") : given;
      var file = folder.resolve("gateway.yaml");
      if (owns || !Files.exists(file)) Files.writeString(file, configuration());
      try {
        var running =
            new RunningGateway(
                TunedGateway.start(environment, folder, clientPatience, idle, keepAlive),
                folder,
                owns);
        LeakCheck.opened(running);
        return running;
      } catch (Exception refused) {
        if (owns) delete(folder);
        throw refused;
      }
    }
  }

  public URI uri() {
    return gateway.uri();
  }

  public Path directory() {
    return directory;
  }

  public RawClient client() throws IOException {
    return RawClient.to(uri());
  }

  /// A POST on a connection of its own, with the client key unless the headers hold one.
  public RawAnswer post(String path, String json, String... headers) throws IOException {
    try (var client = client()) {
      client.post(path, json, authorized(headers));
      return client.answer();
    }
  }

  public RawAnswer get(String path, String... headers) throws IOException {
    try (var client = client()) {
      client.get(path, authorized(headers));
      return client.answer();
    }
  }

  /// These header lines and the client key.
  public static String[] authorized(String... headers) {
    var all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Authorization: Bearer " + CLIENT_KEY;
    return all;
  }

  /// The journal's record of an answered call, once it is kept: counting what a vendor did not tell
  /// takes longer than a page waits when it is done for the first time.
  public JsonNode awaitRecord(RawAnswer answer) throws Exception {
    var path = "/admin/api/calls/" + answer.require("x-request-id");
    Await.until("kept: " + path, () -> get(path).status() == 200);
    return get(path).json();
  }

  public JsonNode metrics() throws IOException {
    return get("/metrics").json();
  }

  /// The metrics once they are as awaited: they may lag behind the end of a call.
  public JsonNode awaitMetrics(String what, Predicate<JsonNode> condition) throws Exception {
    Await.until("metrics: " + what, () -> condition.test(metrics()));
    return metrics();
  }

  @Override
  public int activeCalls() throws Exception {
    return closed ? 0 : metrics().path("active_requests").asInt();
  }

  @Override
  public long heldBytes() {
    return closed ? 0 : gateway.heldBytes();
  }

  /// Everything in the log files whose name holds `kind` (`llm_interactions`, `system`, `error`).
  public String log(String kind) throws IOException {
    var folder = directory.resolve("logs");
    if (!Files.isDirectory(folder)) return "";
    List<Path> files;
    try (var all = Files.list(folder)) {
      files = all.filter(file -> file.getFileName().toString().contains(kind)).sorted().toList();
    }
    var text = new StringBuilder();
    for (var file : files) text.append(Files.readString(file, StandardCharsets.UTF_8));
    return text.toString();
  }

  public String interactions() throws IOException {
    return log("llm_interactions");
  }

  /// The interaction log's lines that hold `text`, once there is one.
  public List<String> awaitInteraction(String text) throws Exception {
    Await.until("in the interaction log: " + text, () -> interactions().contains(text));
    return interactions().lines().filter(line -> line.contains(text)).toList();
  }

  /// All lines of the call that has a line with `text`, once `last` is among them.
  public List<String> awaitCall(String text, String last) throws Exception {
    var line = awaitInteraction(text).getLast();
    int start = line.indexOf('[');
    var id = line.substring(start, line.indexOf(']', start) + 1);
    Await.until(
        last + " of call " + id,
        () -> interactions().lines().anyMatch(l -> l.contains(id) && l.contains(last)));
    return interactions().lines().filter(l -> l.contains(id)).toList();
  }

  /// Replaces gateway.yaml at once, as an editor does.
  public void rewrite(String yaml) throws IOException {
    var next = directory.resolve("gateway.yaml.new");
    Files.writeString(next, yaml);
    Files.move(
        next,
        directory.resolve("gateway.yaml"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    if (closed) return;
    closed = true;
    gateway.close();
    if (ownsDirectory) delete(directory);
    LeakCheck.closed(this);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (var found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
    }
    for (var file : all) Files.deleteIfExists(file);
  }
}
