package io.llmcallgateway.bench;

import io.llmcallgateway.journal.Journal;
import io.llmcallgateway.journal.SumsQuery;
import io.llmcallgateway.store.sql.SqlCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Loads a gateway with every default for minutes, as fast as the machine goes, then counts: each
/// call that was accepted must be in the journal.
@Command(name = "bench/run", mixinStandardHelpOptions = true, sortOptions = false)
final class Soak implements Callable<Integer> {
  private static final int CHUNKS = 20; // of a stream
  private static final int PLAIN = 40; // connections
  private static final int STREAMS = 20;
  private static final int PLAIN_CALLS = 4_000; // at a time
  private static final int STREAM_CALLS = 500;
  private static final long PAUSE_MILLIS = 20; // of a troublemaker
  private static final Duration DRAIN = Duration.ofMinutes(15);
  private static final long HEAP_MEGABYTES_SPARE = 48;
  private static final long DESCRIPTORS_SPARE = 64; // connections come and go

  @Option(names = "--root", hidden = true, required = true, description = "the project")
  private Path root = Path.of("");

  @Option(
      names = "--soak",
      paramLabel = "MINUTES",
      arity = "0..1",
      fallbackValue = "10",
      required = true,
      description = "how long; 10 where it does not say")
  private double minutes;

  @Option(names = "--report", description = "write the figures into docs/performance.md")
  private boolean report;

  @Spec private @Nullable CommandSpec spec;

  private final LongAdder plain = new LongAdder();
  private final LongAdder streams = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final StringBuilder found = new StringBuilder();
  private volatile @Nullable String firstError;
  private boolean well = true;

  /// What the gateway takes of the machine.
  private record Taken(long heap, long descriptors) {
    static Taken by(Service gateway) throws IOException {
      return new Taken(gateway.probe().liveHeapMegabytes(), gateway.probe().descriptors());
    }
  }

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(new CommandLine(new Soak()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    root = root.toAbsolutePath().normalize();
    var folder = Files.createTempDirectory("llmcallgateway-soak");
    var services = Collections.synchronizedList(new ArrayList<Service>());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Bench.endAll(services, folder)));
    int upstream = Service.freePort();
    services.add(Bench.vendor(folder, upstream, CHUNKS));
    services.getFirst().awaitReady(CHUNKS, Duration.ofSeconds(30));
    var gateway = Bench.gateway(root, folder, upstream);
    services.add(gateway);
    gateway.awaitReady(CHUNKS, Duration.ofMinutes(2));
    soak(gateway, folder.resolve("work/data"));
    if (report) {
      new Report(root, Report.commandLine(spec, "bench/run")).write("soak", found.toString());
    }
    return well ? 0 : 1;
  }

  private void soak(Service gateway, Path data) throws Exception {
    var trouble = new Troublemakers(gateway.port());
    long start = System.nanoTime();
    long end = start + (long) (minutes * 60e9);
    var threads = new ArrayList<Thread>();
    threads.add(load(gateway, PLAIN, false, PLAIN_CALLS, plain, end));
    threads.add(load(gateway, STREAMS, true, STREAM_CALLS, streams, end));
    for (int i = 0; i < 2; i++) {
      threads.add(again(end, trouble::leave));
      threads.add(again(end, trouble::beRefused));
    }
    var early = watch(gateway, data, start, end);
    for (var thread : threads) thread.join();
    double seconds = (System.nanoTime() - start) / 1e9;
    long accepted = 1 + plain.sum() + streams.sum() + trouble.left() + trouble.refused();
    say(
        "%,d calls in %.0f s, %,.0f a second: %,d plain, %,d streams, %,d that clients left, %,d"
            + " that the vendor refused",
        accepted,
        seconds,
        accepted / seconds,
        plain.sum() + 1,
        streams.sum(),
        trouble.left(),
        trouble.refused());
    long failed = errors.sum() + trouble.errors();
    var why = firstError == null ? trouble.firstError() : firstError;
    verdict(
        failed == 0,
        "%d calls without their whole answer%s",
        failed,
        why == null ? "" : ": " + why);
    count(gateway, data, accepted, early);
  }

  private Thread load(
      Service gateway, int clients, boolean stream, int calls, LongAdder done, long end) {
    return Thread.ofPlatform()
        .start(
            () -> {
              var load = new Load(gateway.port(), clients, stream, CHUNKS);
              while (System.nanoTime() < end) {
                try {
                  var result = load.run(calls, Duration.ofMinutes(2));
                  done.add(result.calls());
                  errors.add(result.errors());
                  if (firstError == null) firstError = result.firstError();
                } catch (IOException e) {
                  errors.increment();
                  firstError = e.toString();
                }
              }
            });
  }

  private static Thread again(long end, Runnable call) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                while (System.nanoTime() < end) {
                  call.run();
                  Thread.sleep(PAUSE_MILLIS);
                }
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /// Prints a line a minute. Returns what the gateway took after the first minute, or at the end of
  /// a shorter run.
  private Taken watch(Service gateway, Path data, long start, long end) throws Exception {
    Taken early = null;
    long minute = Duration.ofMinutes(1).toNanos();
    for (long at = Math.min(end, start + minute); ; at = Math.min(end, at + minute)) {
      while (System.nanoTime() < at) Thread.sleep(50);
      if (early == null) early = Taken.by(gateway);
      say(
          "minute %.1f: %,d calls, %d MB resident, %d descriptors, %d MB wait in the spool, %,d MB"
              + " of journal",
          (at - start) / 60e9,
          plain.sum() + streams.sum(),
          gateway.probe().residentMegabytes(),
          gateway.probe().descriptors(),
          bytes(Journal.spoolFolder(data)) >> 20,
          bytes(data) >> 20);
      if (at >= end) return early;
    }
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (var files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (var file : files) {
        try {
          bytes += Files.size(file);
        } catch (NoSuchFileException _) {
          // moved whole meanwhile
        }
      }
    }
    return bytes;
  }

  private void count(Service gateway, Path data, long accepted, Taken early) throws Exception {
    long start = System.nanoTime();
    try (var calls = SqlCalls.open(data, ZoneOffset.UTC, InstantSource.system())) {
      long records = records(calls);
      while (records < accepted && System.nanoTime() - start < DRAIN.toNanos()) {
        Thread.sleep(500);
        long now = records(calls);
        if (now == records && bytes(Journal.spoolFolder(data)) == 0) break;
        records = now;
      }
      say("the spool was empty %.1f s after the last call", (System.nanoTime() - start) / 1e9);
      verdict(records == accepted, "%,d records of %,d accepted calls", records, accepted);
    }
    var late = Taken.by(gateway);
    long counted = LeakCheck.metrics(gateway).path("total_requests").asLong(-1);
    verdict(counted == accepted, "%,d of %,d calls in the metrics", counted, accepted);
    verdict(
        late.heap() <= early.heap() + HEAP_MEGABYTES_SPARE,
        "live heap %d MB early, %d MB at the end",
        early.heap(),
        late.heap());
    verdict(
        late.descriptors() <= early.descriptors() + DESCRIPTORS_SPARE,
        "%d open descriptors early, %d at the end",
        early.descriptors(),
        late.descriptors());
    gateway.close();
    long left = bytes(Journal.spoolFolder(data));
    verdict(left == 0, "%,d bytes left in the spool after the stop", left);
    long rows = Tables.rows(data, "call");
    verdict(rows == accepted, "%,d rows of %,d accepted calls after the stop", rows, accepted);
    say(
        "%,d of them with bodies, %,d MB of journal on disk",
        Tables.rows(data, "call_payload"), bytes(data) >> 20);
  }

  /// As the roll-ups count them.
  private static long records(SqlCalls calls) {
    var all = new SumsQuery(-1, -1, SumsQuery.Step.TOTAL, null, 1, null, null, null);
    return calls.sums(all).rows().stream().mapToLong(row -> row.calls()).sum();
  }

  private void verdict(boolean good, String format, Object... values) {
    well &= good;
    say((good ? "PASS: " : "FAIL: ") + format, values);
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation is in a library that is not worth it
  private void say(String format, Object... values) {
    var line = String.format(Locale.ROOT, format, values);
    System.out.println(line);
    found.append("- ").append(line).append('\n');
  }
}
