package io.llmcallgateway.logging;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.recovery.RecoveryListener;
import ch.qos.logback.core.recovery.ResilientFileOutputStream;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import io.llmcallgateway.files.PrivateFiles;
import io.llmcallgateway.logging.archive.ArchivedLog;
import io.llmcallgateway.logging.archive.LogArchiver;
import io.llmcallgateway.logging.archive.LogPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.atomic.LongAdder;

/// Logback's rolling file with this project's names, which carry the day, and with owner-only
/// rights. It counts the entries that a failing disk costs and comes back where its folder was
/// removed.
final class DatedLogFile extends RollingFileAppender<LogEntry>
    implements ArchivedLog, RecoveryListener {
  private final LogSettings settings;
  private final String logName;
  private final ZoneId zone;
  private final LogArchiver archiver;
  private final DiskFailureListener failures;
  private final LongAdder lost = new LongAdder();
  private volatile Path active;
  private boolean failing;

  /// @param now the time to begin with, epoch ms
  DatedLogFile(
      Context context,
      String logName,
      LogSettings settings,
      ZoneId zone,
      long now,
      LogArchiver archiver,
      DiskFailureListener failures)
      throws IOException {
    this.settings = settings;
    this.logName = logName;
    this.zone = zone;
    this.archiver = archiver;
    this.failures = failures;
    active = activeAt(now);
    create(active); // a folder that cannot be written to is an error at once
    setContext(context);
    setName(logName);
    var policy = new DatedRolling();
    policy.setContext(context);
    policy.setParent(this);
    policy.setFileNamePattern(pattern());
    policy.setMaxFileSize(new FileSize(settings.rotationBytes()));
    policy.start();
    var naming = policy.getTimeBasedFileNamingAndTriggeringPolicy();
    naming.setCurrentTime(now);
    naming.start(); // once more, by the gateway's clock
    setRollingPolicy(policy);
  }

  private String pattern() {
    return LogPart.rolledPattern(settings.directory(), logName, "%d{yyyy-MM-dd, " + zone + "}");
  }

  private Path activeAt(long epochMillis) {
    return LogPart.active(
        settings.directory(),
        logName,
        LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), zone));
  }

  private void create(Path file) throws IOException {
    PrivateFiles.createFolders(settings.directory());
    PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
  }

  @Override
  public String logName() {
    return logName;
  }

  @Override
  public Path directory() {
    return settings.directory();
  }

  @Override
  public Path active() {
    return active;
  }

  /// How many entries a failing disk has cost.
  long lost() {
    return lost.sum();
  }

  @Override
  public void openFile(String name) throws IOException {
    create(Path.of(name));
    super.openFile(name);
    if (getOutputStream() instanceof ResilientFileOutputStream out) out.addRecoveryListener(this);
    failing = false;
  }

  @Override
  protected void subAppend(LogEntry entry) {
    rolling().getTimeBasedFileNamingAndTriggeringPolicy().setCurrentTime(entry.at());
    if (Files.notExists(active) && !reopen()) {
      lost.increment();
      return;
    }
    super.subAppend(entry);
    if (failing) lost.increment();
  }

  private boolean reopen() {
    try {
      openFile(active.toString());
      return true;
    } catch (IOException e) {
      failures.failed(e);
      return false;
    }
  }

  private DatedRolling rolling() {
    return (DatedRolling) getRollingPolicy();
  }

  @Override
  public void rollover() {
    super.rollover();
    archiver.wake();
  }

  @Override
  public void newFailure(IOException failure) {
    failing = true;
    failures.failed(failure);
  }

  @Override
  public void recoveryOccured() {
    failing = false;
  }

  /// Renames the file that is full or of an earlier day. The archiver does the rest: Logback would
  /// write compressed files that others can read, and count the bytes of one log alone.
  private final class DatedRolling extends SizeAndTimeBasedRollingPolicy<LogEntry> {
    @Override
    public String getParentsRawFileProperty() {
      return active.toString();
    }

    @Override
    public void rollover() {
      super.rollover();
      active = activeAt(getTimeBasedFileNamingAndTriggeringPolicy().getCurrentTime());
    }
  }
}
