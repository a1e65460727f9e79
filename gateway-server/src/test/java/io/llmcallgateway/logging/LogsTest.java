package io.llmcallgateway.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

final class LogsTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final String HEAD = "2026-11-22 13:05:22.123 | ";

  @TempDir Path temporary = Path.of("");

  private final TestClock clock = new TestClock("2026-11-22T05:05:22.123Z");
  private LogFolder folder = new LogFolder(temporary);

  @BeforeEach
  void use_a_folder_that_is_not_there_yet() {
    folder = new LogFolder(temporary.resolve("a/logs"));
  }

  private Logs open(String level) {
    return open(level, 10 << 20, false, false);
  }

  private Logs open(String level, long rotationBytes, boolean json, boolean console) {
    var settings = new LogSettings(folder.path(), level, rotationBytes, 7, 1L << 40, json, console);
    return Logs.open(settings, clock, SHANGHAI);
  }

  private List<String> system() throws Exception {
    return folder.lines("system_2026-11-22.log");
  }

  private List<String> errors() throws Exception {
    return folder.lines("error_2026-11-22.log");
  }

  @Test
  void the_files_are_there_from_the_start() throws Exception {
    try (var _ = open("INFO")) {
      assertThat(folder.names())
          .containsExactly(
              "llmcallgateway_error_2026-11-22.log", "llmcallgateway_system_2026-11-22.log");
    }
  }

  @Test
  void events_at_the_level_go_to_the_system_log_and_errors_to_the_error_log_too() throws Exception {
    try (var logs = open("INFO")) {
      var log = LoggerFactory.getLogger("io.llmcallgateway.cli.Main");
      log.debug("not this");
      log.atInfo().addKeyValue("port", 8728).addKeyValue("host", "a b").log("Listening 中文");
      log.error("Broken\nin two {}", "parts");
      logs.flush();
      assertThat(system())
          .containsExactly(
              HEAD + "INFO | io.llmcallgateway.cli.Main | Listening 中文 port=8728 host=\"a b\"",
              HEAD + "ERROR | io.llmcallgateway.cli.Main | Broken\\nin two parts");
      assertThat(errors())
          .containsExactly(HEAD + "ERROR | io.llmcallgateway.cli.Main | Broken\\nin two parts");
    }
  }

  @Test
  void a_traces_lines_are_indented_so_that_none_passes_for_a_line_of_the_log() throws Exception {
    try (var logs = open("INFO")) {
      var cause =
          new IllegalStateException("first\n2026-11-22 00:00:00.000 | INFO | fake\u001b[2J");
      LoggerFactory.getLogger("x").warn("Failed", new RuntimeException("outer", cause));
      logs.flush();
      var lines = system();
      assertThat(lines.getFirst()).isEqualTo(HEAD + "WARN | x | Failed");
      assertThat(lines.get(1)).isEqualTo("    java.lang.RuntimeException: outer");
      assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("    "));
      assertThat(lines).anyMatch(line -> line.contains("fake\\u001b[2J"));
    }
  }

  @Test
  void jettys_chatter_is_kept_out_unless_asked_for() throws Exception {
    try (var logs = open("INFO")) {
      LoggerFactory.getLogger("org.eclipse.jetty.server.Server").info("chatter");
      LoggerFactory.getLogger("org.eclipse.jetty.server.Server").warn("trouble");
      logs.flush();
      assertThat(system())
          .containsExactly(HEAD + "WARN | org.eclipse.jetty.server.Server | trouble");
    }
    try (var logs = open("DEBUG")) {
      LoggerFactory.getLogger("org.eclipse.jetty.server.Server").info("chatter");
      logs.flush();
      assertThat(system().getLast()).endsWith("| chatter");
    }
  }

  @Test
  void in_json_each_event_is_one_object() throws Exception {
    try (var logs = open("INFO", 10 << 20, true, false)) {
      LoggerFactory.getLogger("x")
          .atError()
          .addKeyValue("a key", "sk-1234567890abcdef")
          .setCause(new IllegalStateException("two\nlines"))
          .log("\"quoted\" 中文");
      logs.flush();
      var event = JsonMapper.shared().readTree(errors().getFirst());
      assertThat(event.get("time").asString()).isEqualTo("2026-11-22T13:05:22.123+08:00");
      assertThat(event.get("level").asString()).isEqualTo("ERROR");
      assertThat(event.get("logger").asString()).isEqualTo("x");
      assertThat(event.get("message").asString()).isEqualTo("\"quoted\" 中文");
      assertThat(event.get("fields").get("a_key").asString()).isEqualTo("sk-***");
      assertThat(event.get("error").asString()).startsWith("java.lang.IllegalStateException: two");
      assertThat(system()).hasSize(1);
    }
  }

  @Test
  void closing_writes_what_waits_and_opening_again_goes_on() throws Exception {
    for (int run = 0; run < 3; run++) {
      var logs = open("INFO");
      LoggerFactory.getLogger("x").info("run {}", run);
      logs.close();
      logs.close();
    }
    LoggerFactory.getLogger("x").info("after the end");
    assertThat(system())
        .containsExactly(
            HEAD + "INFO | x | run 0", HEAD + "INFO | x | run 1", HEAD + "INFO | x | run 2");
  }

  @Test
  void a_folder_that_cannot_be_made_is_told_at_once() throws Exception {
    Files.writeString(temporary.resolve("a"), "a file");
    assertThatThrownBy(() -> open("INFO")).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void the_console_shows_events_in_short_and_warnings_on_standard_error() throws Exception {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var outBefore = System.out;
    var errBefore = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try (var _ = open("INFO", 10 << 20, false, true)) {
      LoggerFactory.getLogger("x").info("Listening 中文");
      LoggerFactory.getLogger("x").warn("Careful");
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("13:05:22 INFO  Listening 中文\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("13:05:22 WARN  Careful\n");
  }
}
