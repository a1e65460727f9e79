package io.llmcallgateway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// What the operating system and the JVM tell about a running process.
record Probe(ProcessHandle process) {
  /// The lines of G1's heap, or of the two generations of the other collectors.
  private static final Pattern HEAP_USED =
      Pattern.compile(
          "(?:garbage-first heap|PSYoungGen|ParOldGen|def new|tenured)\\b.*?used (\\d+)K");

  /// User and system time so far.
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /// Memory that is resident, in MB.
  long residentMegabytes() throws IOException {
    var kilobytes = run(List.of("ps", "-o", "rss=", "-p", "" + process.pid())).strip();
    return Long.parseLong(kilobytes) / 1024;
  }

  /// Open files and sockets.
  long descriptors() throws IOException {
    var folder = Path.of("/proc/" + process.pid() + "/fd");
    if (!Files.isDirectory(folder)) {
      return run(List.of("lsof", "-p", "" + process.pid())).lines().count() - 1;
    }
    try (var entries = Files.list(folder)) {
      return entries.count();
    }
  }

  /// Heap in use after a collection, in MB.
  long liveHeapMegabytes() throws IOException {
    var _ = jcmd("GC.run");
    var used = HEAP_USED.matcher(jcmd("GC.heap_info"));
    long kilobytes = -1;
    while (used.find()) kilobytes = Math.max(kilobytes, 0) + Long.parseLong(used.group(1));
    if (kilobytes < 0) throw new IOException("jcmd tells no heap of process " + process.pid());
    return kilobytes / 1024;
  }

  private String jcmd(String command) throws IOException {
    var tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    return run(List.of(tool, "" + process.pid(), command));
  }

  private static String run(List<String> command) throws IOException {
    var running = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      var output = new String(running.getInputStream().readAllBytes(), UTF_8);
      if (!running.waitFor(30, TimeUnit.SECONDS)) throw new IOException(command + " hangs");
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      running.destroyForcibly();
    }
  }
}
