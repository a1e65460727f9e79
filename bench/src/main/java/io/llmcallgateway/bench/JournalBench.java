package io.llmcallgateway.bench;

import io.llmcallgateway.journal.CallBatch;
import io.llmcallgateway.journal.Retention;
import io.llmcallgateway.journal.SpoolPosition;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.store.sql.SqlCalls;
import io.llmcallgateway.store.sql.SqlStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Fills a journal with made calls the way the gateway does, then asks it what people ask.
@Command(name = "bench/run --journal", mixinStandardHelpOptions = true, sortOptions = false)
final class JournalBench implements Callable<Integer> {
  private static final int BATCH = 2_000; // as the journal's own thread has it
  private static final int INDEXED_AFTER = 4; // batches
  private static final int SWEPT_AFTER = 50; // batches
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final double INSERTS = 5_000; // a second

  @Option(names = "--root", hidden = true, required = true, description = "the project")
  private Path root = Path.of("");

  @Option(names = "--calls", description = "made calls", defaultValue = "2000000")
  private int calls;

  @Option(names = "--times", description = "queries of each kind", defaultValue = "200")
  private int times;

  @Option(names = "--seconds", description = "at most, for each kind", defaultValue = "8")
  private int seconds;

  @Option(names = "--dir", description = "where the journal is made; default: a new folder")
  private @Nullable Path dir;

  @Option(names = "--keep", description = "leave the journal there; with --dir, ask one left there")
  private boolean keep;

  @Option(names = "--report", description = "write the figures into docs/performance.md")
  private boolean report;

  @Spec private @Nullable CommandSpec spec;

  private final StringBuilder found = new StringBuilder();
  private boolean well = true;

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(new CommandLine(new JournalBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    var folder = dir == null ? Files.createTempDirectory("llmcallgateway-journal") : dir;
    Files.createDirectories(folder);
    var end = new Thread(() -> delete(folder));
    if (!keep) Runtime.getRuntime().addShutdownHook(end);
    var made = new MadeCalls(calls);
    if (!SqlCalls.exists(folder)) fill(folder, made);
    sizes(folder);
    if (times > 1) ask(folder, made.vocabulary());
    if (report) {
      new Report(root.toAbsolutePath().normalize(), Report.commandLine(spec, "bench/run --journal"))
          .write("journal", found.toString());
    }
    return well ? 0 : 1;
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (IOException e) {
      System.err.println("left behind: " + e.getMessage());
    }
  }

  /// Time that one kind of work took.
  private static final class Spent {
    private long wall;
    private long cpu;
    private long done;

    private void add(long wallNanos, long cpuNanos, long count) {
      wall += wallNanos;
      cpu += cpuNanos;
      done += count;
    }

    double perSecond() {
      return done / (wall / 1e9);
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "%,.0f records/s, %.0f µs CPU each",
          perSecond(),
          cpu / 1e3 / Math.max(1, done));
    }
  }

  private interface Step {
    int run() throws Exception;
  }

  private static int spend(Spent spent, Step step) throws Exception {
    var thread = ManagementFactory.getThreadMXBean();
    long cpu = thread.getCurrentThreadCpuTime();
    long wall = System.nanoTime();
    int done = step.run();
    spent.add(System.nanoTime() - wall, thread.getCurrentThreadCpuTime() - cpu, done);
    return done;
  }

  /// Writes all calls through the store as the journal's own thread does, the text index in its
  /// turn. Calls are made in between, which is not counted.
  private void fill(Path folder, MadeCalls made) throws Exception {
    var inserts = new Spent();
    var indexing = new Spent();
    var retention =
        new Retention(Duration.ofDays(400), Duration.ofDays(400), Long.MAX_VALUE); // keeps all
    long start = System.nanoTime();
    try (var store = SqlStore.open(folder, ZONE)) {
      int left = (calls + BATCH - 1) / BATCH;
      for (int number = 1; left > 0; number++, left--) {
        var batch = make(made);
        var position = new SpoolPosition(1, number);
        spend(
            inserts,
            () -> {
              store.add(CallBatch.of(batch, position));
              return batch.size();
            });
        if (number % INDEXED_AFTER == 0) {
          for (int i = 0; i < INDEXED_AFTER; i++) spend(indexing, () -> store.index(BATCH));
        }
        long now = batch.getLast().record().startedAt();
        if (number % SWEPT_AFTER == 0) {
          var _ = store.sweep(retention, now);
          progress(number * BATCH, inserts, indexing);
        }
      }
      while (spend(indexing, () -> store.index(BATCH)) > 0) {}
    }
    say("filled in %.0f s", (System.nanoTime() - start) / 1e9);
    verdict(
        inserts.perSecond() >= INSERTS,
        "insert with payloads: %s; target ≥ %,.0f records/s",
        inserts.text(),
        INSERTS);
    say("full-text index: %s", indexing.text());
    say(
        "insert and index together: %,.0f records/s",
        calls / ((inserts.wall + indexing.wall) / 1e9));
  }

  private static List<EndedCall> make(MadeCalls made) {
    var batch = new ArrayList<EndedCall>(BATCH);
    while (made.hasNext() && batch.size() < BATCH) batch.add(made.next());
    return batch;
  }

  private static void progress(int done, Spent inserts, Spent indexing) {
    System.out.printf(
        Locale.ROOT, "%,d calls: insert %s; index %s%n", done, inserts.text(), indexing.text());
  }

  private void sizes(Path folder) throws IOException, SQLException {
    long bytes = 0;
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) bytes += Files.size(file);
    }
    say("%,d calls, %,d MB on disk, %,d bytes a call", calls, bytes >> 20, bytes / calls);
    say("by table and index: %s", String.join(", ", Tables.sizes(folder)));
  }

  private void ask(Path folder, Vocabulary vocabulary) {
    var clock = InstantSource.fixed(MadeCalls.END);
    var queries =
        new JournalQueries(
            () -> SqlCalls.open(folder, ZONE, clock),
            vocabulary,
            calls,
            times,
            Duration.ofSeconds(seconds));
    found.append('\n').append(Timings.head());
    System.out.print(Timings.head());
    var all =
        queries.run(
            timings -> {
              found.append(timings.line());
              System.out.print(timings.line());
            });
    found.append('\n');
    long slow = all.stream().filter(timings -> !timings.passes()).count();
    verdict(slow == 0, "%d of %d kinds of query are slower than their target", slow, all.size());
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
