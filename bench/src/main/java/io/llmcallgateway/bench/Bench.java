package io.llmcallgateway.bench;

import io.llmcallgateway.bench.Round.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Loads the gateway and the bare proxy in turn before the same scripted upstream, and compares
/// what a call costs.
@Command(name = "bench/run", mixinStandardHelpOptions = true, sortOptions = false)
final class Bench implements Callable<Integer> {
  static final String GATEWAY = "gateway";
  static final String BARE = "bare";

  @Option(names = "--root", hidden = true, required = true, description = "the project")
  private Path root = Path.of("");

  @Option(names = "--rounds", description = "measured rounds", defaultValue = "5")
  private int rounds;

  @Option(names = "--warm-up", description = "rounds before them", defaultValue = "2")
  private int warmUp;

  @Option(names = "--calls", description = "plain calls of a round", defaultValue = "30000")
  private int calls;

  @Option(names = "--streams", description = "streams of a round", defaultValue = "3000")
  private int streams;

  @Option(names = "--clients", description = "concurrent clients", defaultValue = "64")
  private int clients;

  @Option(names = "--chunks", description = "chunks of a stream", defaultValue = "100")
  private int chunks;

  @Option(names = "--no-gateway", description = "measure the other servers only")
  private boolean noGateway;

  @Option(
      names = "--peer",
      paramLabel = "NAME=COMMAND",
      description = "one more server; {port} and {upstream} in its command become ports")
  private Map<String, String> peers = new TreeMap<>();

  @Option(names = "--json", paramLabel = "FILE", description = "write every round there")
  private @Nullable Path json;

  @Option(names = "--report", description = "write the figures into docs/performance.md")
  private boolean report;

  @Spec private @Nullable CommandSpec spec;

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    root = root.toAbsolutePath().normalize();
    var folder = Files.createTempDirectory("llmcallgateway-bench");
    var services = Collections.synchronizedList(new ArrayList<Service>());
    var end = new Thread(() -> endAll(services, folder));
    Runtime.getRuntime().addShutdownHook(end);
    return measure(folder, services);
  }

  static void endAll(List<Service> services, Path folder) {
    for (var service : List.copyOf(services)) service.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("left behind: " + e.getMessage());
    }
  }

  private int measure(Path folder, List<Service> services) throws Exception {
    int upstream = Service.freePort();
    services.add(vendor(folder, upstream));
    services.getFirst().awaitReady(chunks, Duration.ofSeconds(30));
    var servers = new ArrayList<Service>();
    if (!noGateway) servers.add(add(services, gateway(folder, upstream)));
    servers.add(add(services, bare(folder, upstream)));
    for (var peer : peers.entrySet()) {
      servers.add(add(services, peer(folder, peer.getKey(), peer.getValue(), upstream)));
    }
    var leaks = noGateway ? null : new LeakCheck(servers.getFirst(), folder.resolve("work/logs"));
    for (var server : servers) server.awaitReady(chunks, Duration.ofMinutes(2));

    var measured = new ArrayList<Round>();
    for (int number = 1 - warmUp; number <= rounds; number++) {
      if (number == 1 && leaks != null) leaks.warm();
      for (var round : round(number, servers)) {
        if (leaks != null && round.server().equals(GATEWAY)) leaks.sent(round);
        if (number > 0 || round.load().errors() > 0) measured.add(round);
      }
    }
    var figures = new Figures(measured);
    var names = servers.stream().map(Service::name).toList();
    System.out.println();
    System.out.print(figures.table(names));
    System.out.println(
        "CPU: median (least–greatest) of the rounds; ratios are taken round by round");
    boolean clean = figures.errors() == 0;
    System.out.println("errors: " + figures.errors());
    if (leaks != null) {
      for (var target : SpeedTarget.values()) System.out.println(target.verdict(figures));
      clean &= leaks.check();
    }
    if (json != null) JsonMapper.builder().build().writeValue(json, figures);
    if (report)
      new Report(root, Report.commandLine(spec, "bench/run")).write(figures, names, leaks);
    return clean ? 0 : 1;
  }

  /// One round of every server, the first in turn; each kind of call on all before the next kind.
  private List<Round> round(int number, List<Service> servers)
      throws IOException, InterruptedException {
    var order = new ArrayList<>(servers);
    Collections.rotate(order, number);
    var done = new ArrayList<Round>();
    for (var mode : Mode.values()) {
      for (var server : order) {
        int count = mode == Mode.PLAIN ? calls : streams;
        var round = Round.of(server, mode, number, clients, chunks, count);
        done.add(round);
        print(round);
      }
    }
    return done;
  }

  private static void print(Round round) {
    var load = round.load();
    System.out.printf(
        Locale.ROOT,
        "%-8s %-6s %-9s %7.1f µs CPU/call  %6.0f calls/s  p50 %6.1f ms  p99 %6.1f ms  %4d MB%s%n",
        round.number() > 0 ? "round " + round.number() : "warm-up",
        round.mode().name().toLowerCase(Locale.ROOT),
        round.server(),
        round.cpuMicros(),
        load.callsPerSecond(),
        load.p50() / 1e3,
        load.p99() / 1e3,
        round.residentMegabytes(),
        load.errors() == 0 ? "" : "  " + load.errors() + " ERRORS: " + load.firstError());
  }

  private static Service add(List<Service> services, Service service) {
    services.add(service);
    return service;
  }

  private Service vendor(Path folder, int port) throws IOException {
    return vendor(folder, port, chunks);
  }

  static Service vendor(Path folder, int port, int chunks) throws IOException {
    var command = java(ScriptedVendor.class, "--port", "" + port, "--chunks", "" + chunks);
    return Service.start("vendor", port, folder, command, Map.of());
  }

  private Service bare(Path folder, int upstream) throws IOException {
    int port = Service.freePort();
    var command = java(BareProxy.class, "--port", "" + port, "--upstream", "" + upstream);
    return Service.start(BARE, port, folder, command, Map.of());
  }

  /// The gateway as its users start it, in an empty working folder.
  private Service gateway(Path folder, int upstream) throws IOException {
    return gateway(root, folder, upstream);
  }

  /// A gateway that runs in the folder `work`.
  static Service gateway(Path root, Path folder, int upstream) throws IOException {
    int port = Service.freePort();
    var settings =
        Map.of(
            "LITELLM_BASE_URL",
            "http://127.0.0.1:" + upstream + "/v1",
            "LITELLM_API_KEY",
            Script.KEY,
            "HOST",
            "127.0.0.1",
            "PORT",
            "" + port);
    var command = List.of(root.resolve("gateway").toString());
    return Service.start(GATEWAY, port, folder.resolve("work"), command, settings);
  }

  private static Service peer(Path folder, String name, String command, int upstream)
      throws IOException {
    int port = Service.freePort();
    var words =
        command.replace("{port}", "" + port).replace("{upstream}", "" + upstream).split(" +", -1);
    return Service.start(name, port, folder, List.of(words), Map.of());
  }

  static List<String> java(Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
