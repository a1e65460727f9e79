package io.llmcallgateway.interactionlog.writer;

import io.llmcallgateway.files.PrivateFiles;
import io.llmcallgateway.logging.DiskFailureListener;
import io.llmcallgateway.logging.archive.ArchivedLog;
import io.llmcallgateway.logging.archive.LogPart;
import io.llmcallgateway.logging.line.LineSink;
import io.llmcallgateway.logging.line.Utf8Builder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A log file that collects lines in memory and writes them to disk in large writes. It rolls
/// between lines, by size and by the day of the line. A failing disk costs lines, never an
/// exception: what fits in memory is tried again. One thread's.
final class RollingLogFile implements ArchivedLog, LineSink, AutoCloseable {
  /// Hears that a file was rolled.
  @FunctionalInterface
  interface RollListener {
    void rolled();
  }

  private static final int LARGE = 256 << 10;
  private static final int MOST_WAITING = 4 << 20;

  private final Path directory;
  private final String name;
  private final long rotationBytes;
  private final ZoneId zone;
  private final RollListener rolled;
  private final DiskFailureListener failures;
  private final Utf8Builder buffer = new Utf8Builder(2 * LARGE);

  private final LongAdder lost = new LongAdder();
  private volatile Path active;
  private LocalDate day;
  private long nextDay; // epoch ms
  private int nextPart;
  private @Nullable FileChannel channel;
  private long size;
  private int lineStart;
  private int waitingLines;
  private boolean failing; // until the next flush: not every line tries a bad disk

  /// @param rolled hears when a file was rolled
  /// @param failures hears of each failure of the disk
  RollingLogFile(
      Path directory,
      String name,
      long rotationBytes,
      ZoneId zone,
      long now,
      RollListener rolled,
      DiskFailureListener failures)
      throws IOException {
    this.directory = directory;
    this.name = name;
    this.rotationBytes = rotationBytes;
    this.zone = zone;
    this.rolled = rolled;
    this.failures = failures;
    day = dayOf(now);
    nextDay = startOf(day.plusDays(1));
    active = LogPart.active(directory, name, day);
    open();
  }

  @Override
  public String logName() {
    return name;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Path active() {
    return active;
  }

  /// Lines that no disk took. Any thread may ask.
  long lost() {
    return lost.sum();
  }

  @Override
  public Utf8Builder line() {
    return buffer;
  }

  /// Takes back what was written of the current line.
  void dropLine() {
    buffer.cutTo(lineStart);
  }

  @Override
  public void endLine(long at) {
    buffer.add('\n');
    boolean dayIsOver = at >= nextDay;
    boolean full = size + buffer.length() > rotationBytes && size + lineStart > 0;
    if ((dayIsOver || full) && write(lineStart)) {
      if (dayIsOver) nextDay(at);
      else nextPart();
    }
    waitingLines++;
    lineStart = buffer.length();
    if (lineStart >= LARGE) flush();
  }

  /// Writes out what waits, and begins a new day's file when the day is over.
  void flush(long now) {
    failing = false;
    flush();
    if (now >= nextDay && lineStart == 0) nextDay(now);
  }

  private void flush() {
    if (write(lineStart)) {
      waitingLines = 0;
    } else if (buffer.length() > MOST_WAITING) {
      lost.add(waitingLines);
      waitingLines = 0;
      buffer.dropFirst(lineStart);
      lineStart = 0;
    }
  }

  @Override
  public void close() {
    failing = false;
    flush();
    closeChannel();
  }

  /// Writes the first bytes of the buffer; false where the disk refuses.
  private boolean write(int count) {
    if (failing) return false;
    int written = 0;
    try {
      var out = channel;
      if (out == null || Files.notExists(active)) out = open(); // a removed folder comes back
      var view = ByteBuffer.wrap(buffer.array(), 0, count);
      while (written < count) {
        view.limit(Math.min(count, written + LARGE));
        int taken = out.write(view);
        written += taken;
        size += taken;
      }
      return true;
    } catch (IOException e) {
      failing = true;
      closeChannel();
      failures.failed(e);
      return false;
    } finally {
      buffer.dropFirst(written);
      lineStart -= written;
    }
  }

  private FileChannel open() throws IOException {
    closeChannel();
    PrivateFiles.createFolders(directory);
    var opened = PrivateFiles.open(active, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    channel = opened;
    size = opened.size();
    if (size > 0 && !endsWithNewline(active, size)) {
      size += opened.write(ByteBuffer.wrap(new byte[] {'\n'})); // an earlier run was cut off
    }
    return opened;
  }

  private static boolean endsWithNewline(Path file, long size) throws IOException {
    try (var reading = FileChannel.open(file)) {
      var last = ByteBuffer.allocate(1);
      reading.read(last, size - 1);
      return last.get(0) == '\n';
    }
  }

  private void closeChannel() {
    var open = channel;
    channel = null;
    if (open == null) return;
    try {
      open.close();
    } catch (IOException e) {
      failures.failed(e);
    }
  }

  private void nextPart() {
    closeChannel();
    try {
      if (nextPart == 0) nextPart = firstFreePart();
      Files.move(active, LogPart.rolled(directory, name, day, nextPart));
      nextPart++;
      open();
    } catch (IOException e) {
      nextPart = 0;
      failures.failed(e);
    }
    rolled.rolled();
  }

  /// One more than the highest number of this day, whoever made it.
  private int firstFreePart() throws IOException {
    int highest = 0;
    for (var part : LogPart.list(directory, name)) {
      if (part.day().equals(day) && part.number() != LogPart.LAST) {
        highest = Math.max(highest, part.number());
      }
    }
    return highest + 1;
  }

  private void nextDay(long now) {
    closeChannel();
    day = dayOf(now);
    nextDay = startOf(day.plusDays(1));
    nextPart = 0;
    active = LogPart.active(directory, name, day);
    try {
      open();
    } catch (IOException e) {
      failures.failed(e);
    }
    rolled.rolled();
  }

  private LocalDate dayOf(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).atZone(zone).toLocalDate();
  }

  private long startOf(LocalDate date) {
    return date.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
