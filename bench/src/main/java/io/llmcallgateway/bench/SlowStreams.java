package io.llmcallgateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Opens many slow streams at a time through a gateway with every default, and tells what memory
/// they take and whether each came whole.
@Command(name = "bench/run", mixinStandardHelpOptions = true, sortOptions = false)
final class SlowStreams implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Option(names = "--root", hidden = true, required = true, description = "the project")
  private Path root = Path.of("");

  @Option(
      names = "--slow-streams",
      paramLabel = "COUNT",
      split = ",",
      arity = "0..1",
      fallbackValue = "1000,4000",
      required = true,
      description = "how many at a time, a gateway for each; 1000,4000 where it does not say")
  private List<Integer> counts = List.of();

  @Option(names = "--chunks", description = "of a stream", defaultValue = "100")
  private int chunks;

  @Option(names = "--gap", description = "ms between two chunks", defaultValue = "300")
  private long gap;

  @Option(names = "--report", description = "write the figures into docs/performance.md")
  private boolean report;

  @Spec private @Nullable CommandSpec spec;

  private final StringBuilder found = new StringBuilder();
  private boolean well = true;

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(new CommandLine(new SlowStreams()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    root = root.toAbsolutePath().normalize();
    var folder = Files.createTempDirectory("llmcallgateway-streams");
    var services = Collections.synchronizedList(new ArrayList<Service>());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Bench.endAll(services, folder)));
    say("| streams | whole | resident before, MB | most, MB | KB a stream | CPU s |");
    say("|--:|--:|--:|--:|--:|--:|");
    try (var vendor = new ScriptedVendor(0, chunks, gap)) {
      for (int count : counts) {
        var gateway = Bench.gateway(root, folder.resolve("of-" + count), vendor.port());
        services.add(gateway);
        measure(gateway, count);
        gateway.close();
      }
    }
    say("");
    if (report) {
      var command = Report.commandLine(spec, "bench/run");
      new Report(root, command).write("slow streams", found.toString());
    }
    return well ? 0 : 1;
  }

  private void measure(Service gateway, int count) throws Exception {
    gateway.awaitReady(chunks, Duration.ofMinutes(2));
    var probe = gateway.probe();
    long before = probe.residentMegabytes();
    var cpu = probe.cpu();
    var load = CompletableFuture.supplyAsync(() -> run(gateway, count));
    long most = before;
    LoadResult result = null;
    while (result == null) {
      try {
        result = load.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException _) {
        most = Math.max(most, probe.residentMegabytes());
      }
    }
    say(
        String.format(
            Locale.ROOT,
            "| %,d | %,d | %,d | %,d | %,d | %.1f |",
            count,
            count - result.errors(),
            before,
            most,
            (most - before) * 1024 / count,
            probe.cpu().minus(cpu).toMillis() / 1e3));
    if (result.errors() == 0) return;
    well = false;
    System.err.println(result.firstError());
  }

  private LoadResult run(Service gateway, int count) {
    try {
      return new Load(gateway.port(), count, true, chunks).run(count, LIMIT);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private void say(String line) {
    System.out.println(line);
    found.append(line).append('\n');
  }
}
