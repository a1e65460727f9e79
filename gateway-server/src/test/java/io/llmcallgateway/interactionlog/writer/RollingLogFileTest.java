package io.llmcallgateway.interactionlog.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.logging.LogFolder;
import io.llmcallgateway.logging.TestClock;
import io.llmcallgateway.logging.archive.LogArchiver;
import io.llmcallgateway.logging.archive.Throttle;
import io.llmcallgateway.logging.line.Utf8Builder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RollingLogFileTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final int RETENTION_DAYS = 7;

  @TempDir Path temporary = Path.of("");

  private final TestClock clock = new TestClock("2026-11-22T02:00:00Z"); // 10:00 in Shanghai
  private final List<IOException> trouble = new ArrayList<>();
  private final List<Long> rests = new ArrayList<>();
  private LogFolder folder = new LogFolder(temporary);

  @BeforeEach
  void use_a_folder_that_is_not_there_yet() {
    folder = new LogFolder(temporary.resolve("logs"));
  }

  private RollingLogFile open(long rotationBytes) throws IOException {
    return new RollingLogFile(
        folder.path(), "x", rotationBytes, SHANGHAI, clock.millis(), () -> {}, trouble::add);
  }

  private void line(RollingLogFile file, String text) {
    file.line().add(Utf8Builder.utf8(text));
    file.endLine(clock.millis());
  }

  private void tidy(RollingLogFile file) throws InterruptedException {
    tidy(file, Long.MAX_VALUE);
  }

  private void tidy(RollingLogFile file, long totalBytes) throws InterruptedException {
    Throttle throttle = (worked, _) -> rests.add(worked);
    var archiver =
        new LogArchiver(RETENTION_DAYS, totalBytes, clock, SHANGHAI, throttle, trouble::add);
    archiver.add(file);
    archiver.tidy();
  }

  private void create(String name, String text) throws IOException {
    Files.createDirectories(folder.path());
    Files.writeString(folder.path().resolve(LogFolder.PREFIX + name), text);
  }

  private void createGzip(String name, String text) throws IOException {
    Files.createDirectories(folder.path());
    var file = folder.path().resolve(LogFolder.PREFIX + name);
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(Utf8Builder.utf8(text));
    }
  }

  @Test
  void rolls_between_lines_when_the_next_line_would_make_it_too_large() throws IOException {
    try (var file = open(10)) {
      for (var text : List.of("11", "22", "33", "4444444444444", "55")) line(file, text);
    }
    assertThat(folder.names("x"))
        .containsExactly("2026-11-22.1.log", "2026-11-22.2.log", "2026-11-22.log");
    assertThat(folder.lines("x_2026-11-22.1.log")).containsExactly("11", "22", "33");
    assertThat(folder.lines("x_2026-11-22.2.log")).containsExactly("4444444444444");
    assertThat(folder.lines("x_2026-11-22.log")).containsExactly("55");
    assertThat(trouble).isEmpty();
  }

  @Test
  void rolls_at_local_midnight_by_the_time_of_the_line() throws IOException {
    try (var file = open(1 << 20)) {
      clock.set("2026-11-22T15:59:59.999Z");
      line(file, "last");
      clock.set("2026-11-22T16:00:00Z");
      line(file, "first");
    }
    assertThat(folder.lines("x_2026-11-22.log")).containsExactly("last");
    assertThat(folder.lines("x_2026-11-23.log")).containsExactly("first");
  }

  @Test
  void begins_a_days_file_even_when_nothing_is_said() throws IOException {
    try (var file = open(1 << 20)) {
      clock.forward(Duration.ofDays(1));
      file.flush(clock.millis());
      assertThat(file.active()).exists();
    }
    assertThat(folder.names("x")).containsExactly("2026-11-22.log", "2026-11-23.log");
  }

  @Test
  void goes_on_where_an_earlier_run_ended() throws Exception {
    createGzip("x_2026-11-22.3.log.gz", "old\n");
    create("x_2026-11-22.4.log", "newer\n");
    create("x_2026-11-22.log", "from before\ncut o");
    try (var file = open(30)) {
      line(file, "appended");
      line(file, "a line for the next part");
    }
    assertThat(folder.names("x"))
        .containsExactly(
            "2026-11-22.3.log.gz", "2026-11-22.4.log", "2026-11-22.5.log", "2026-11-22.log");
    assertThat(folder.lines("x_2026-11-22.5.log"))
        .containsExactly("from before", "cut o", "appended");
    assertThat(folder.lines("x_2026-11-22.log")).containsExactly("a line for the next part");
  }

  @Test
  void keeps_the_newest_rolled_part_plain_and_compresses_the_older_ones() throws Exception {
    try (var file = open(10)) {
      for (var text : List.of("11", "22", "33", "44", "55", "66", "77", "88", "99")) {
        line(file, text);
      }
      file.flush(clock.millis());
      tidy(file);
      tidy(file);
    }
    assertThat(folder.names("x"))
        .containsExactly("2026-11-22.1.log.gz", "2026-11-22.2.log", "2026-11-22.log");
    assertThat(folder.lines("x_2026-11-22.1.log.gz")).containsExactly("11", "22", "33");
    assertThat(rests).hasSize(4).allMatch(worked -> worked > 0);
    assertThat(trouble).isEmpty();
  }

  @Test
  void a_start_after_days_away_tidies_what_earlier_runs_left() throws Exception {
    create("x_2026-11-10.log", "much too old\n");
    createGzip("x_2026-11-14.2.log.gz", "too old\n");
    create("x_2026-11-15.log", "just young enough\n");
    create("x_2026-11-18.1.log", "a\n");
    create("x_2026-11-18.log", "b\n");
    create("x_2026-11-18.2.log.gz.tmp", "half a file");
    create("x_2026-13-99.log", "not ours\n");
    create("xy_2026-11-01.log", "another log's\n");
    try (var file = open(1 << 20)) {
      tidy(file);
    }
    assertThat(folder.names())
        .map(name -> name.substring(LogFolder.PREFIX.length()))
        .containsExactly(
            "x_2026-11-15.log.gz",
            "x_2026-11-18.1.log.gz",
            "x_2026-11-18.log",
            "x_2026-11-22.log",
            "x_2026-13-99.log",
            "xy_2026-11-01.log");
  }

  @Test
  void a_part_that_was_compressed_but_not_removed_is_removed() throws Exception {
    create("x_2026-11-20.log", "same\n");
    createGzip("x_2026-11-20.log.gz", "same\n");
    create("x_2026-11-19.log", "these differ\n");
    createGzip("x_2026-11-19.log.gz", "these do not\n");
    create("x_2026-11-21.log", "newest\n");
    try (var file = open(1 << 20)) {
      tidy(file);
    }
    assertThat(folder.names("x"))
        .containsExactly(
            "2026-11-19.log",
            "2026-11-19.log.gz",
            "2026-11-20.log.gz",
            "2026-11-21.log",
            "2026-11-22.log");
  }

  @Test
  void ten_days_of_lines_are_all_there_across_restarts() throws Exception {
    var written = new ArrayList<String>();
    var kept = new ArrayList<String>();
    for (int day = 0; day < 10; day++) {
      for (int run = 0; run < 2; run++) {
        try (var file = open(2_000)) {
          for (int i = 0; i < 300; i++) {
            var text = "day " + day + " run " + run + " line " + i + " 中文";
            line(file, text);
            written.add(text);
            if (day >= 2) kept.add(text);
            if (i % 50 == 0) tidy(file);
          }
          file.flush(clock.millis());
          tidy(file);
        }
      }
      assertThat(folder.allLines("x")).hasSize(Math.min(day + 1, 8) * 600);
      clock.forward(Duration.ofDays(1));
    }
    assertThat(written).hasSize(6_000);
    assertThat(folder.allLines("x")).containsExactlyInAnyOrderElementsOf(kept);
    assertThat(folder.names("x")).filteredOn(name -> !name.endsWith(".gz")).hasSize(2);
    assertThat(trouble).isEmpty();
  }

  @Test
  void a_removed_folder_comes_back() throws IOException {
    try (var file = open(1 << 20)) {
      line(file, "gone");
      file.flush(clock.millis());
      Files.delete(file.active());
      Files.delete(folder.path());
      line(file, "here");
      file.flush(clock.millis());
      assertThat(folder.lines("x_2026-11-22.log")).containsExactly("here");
      assertThat(file.lost()).isZero();
    }
  }

  @Test
  void a_failing_disk_is_tried_again_and_loses_nothing_that_fits_in_memory() throws IOException {
    try (var file = open(1 << 20)) {
      line(file, "before");
      file.flush(clock.millis());
      var away = temporary.resolve("away");
      Files.move(folder.path(), away);
      Files.writeString(folder.path(), "a file where the folder was");
      line(file, "meanwhile 1");
      file.flush(clock.millis());
      line(file, "meanwhile 2");
      file.flush(clock.millis());
      assertThat(trouble).hasSize(2);
      Files.delete(folder.path());
      Files.move(away, folder.path());
      line(file, "after");
      file.flush(clock.millis());
      assertThat(file.lost()).isZero();
    }
    assertThat(folder.lines("x_2026-11-22.log"))
        .containsExactly("before", "meanwhile 1", "meanwhile 2", "after");
  }

  @Test
  void lines_that_a_failing_disk_left_no_room_for_are_counted() throws IOException {
    try (var file = open(1 << 30)) {
      Files.delete(file.active());
      Files.delete(folder.path());
      Files.writeString(folder.path(), "a file where the folder was");
      var long_line = "a".repeat(100_000);
      for (int i = 0; i < 60; i++) line(file, long_line);
      file.flush(clock.millis());
      assertThat(file.lost()).isGreaterThan(40).isLessThanOrEqualTo(60);
      long lost = file.lost();
      Files.delete(folder.path());
      line(file, "after");
      file.flush(clock.millis());
      assertThat(file.lost()).isEqualTo(lost);
      assertThat(folder.lines("x_2026-11-22.log")).hasSize((int) (60 - lost) + 1).endsWith("after");
    }
  }
}
