package io.llmcallgateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// A measured part of `docs/performance.md`, between two marks.
record Report(Path root, String command) {
  /// How a program was called, as a user types it.
  static String commandLine(@Nullable CommandSpec spec, String name) {
    if (spec == null) return name;
    var given = spec.commandLine().getParseResult().originalArgs();
    var typed = new ArrayList<>(List.of(name));
    typed.addAll(given.subList(2, given.size())); // after `--root` and its value
    return String.join(" ", typed);
  }

  void write(Figures figures, List<String> servers, @Nullable LeakCheck leaks) throws IOException {
    write("figures", section(figures, servers, leaks));
  }

  /// Writes what was found, below the machine's and the command's names, in the place of that name.
  void write(String name, String found) throws IOException {
    var page = root.resolve("docs/performance.md");
    var text = Files.readString(page);
    var mark = "<!-- " + name + ": written by bench/run";
    int begin = text.indexOf(mark);
    int end = text.indexOf("<!-- end of " + name + " -->");
    if (begin < 0 || end < begin) throw new IOException(page + " lacks the marks of the " + name);
    var written =
        text.substring(0, text.indexOf('\n', begin) + 1) + head() + found + text.substring(end);
    Files.writeString(page, written);
    System.out.println("written: " + page);
  }

  private String head() throws IOException {
    return "- Date: %s\n- Machine: %s\n- JDK: %s, %s\n- Command: `%s`\n\n"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            machine(),
            Runtime.version(),
            System.getProperty("java.vm.name"),
            command);
  }

  private static String section(Figures figures, List<String> servers, @Nullable LeakCheck leaks) {
    var section = new StringBuilder();
    section.append(figures.table(servers)).append('\n');
    if (leaks != null) {
      for (var target : SpeedTarget.values()) {
        section.append("- ").append(target.verdict(figures)).append('\n');
      }
      for (var finding : leaks.findings()) section.append("- ").append(finding).append('\n');
    }
    section.append("- errors: ").append(figures.errors()).append("\n\n");
    return section.toString();
  }

  private static String machine() throws IOException {
    var processor = System.getProperty("os.arch");
    var told = Path.of("/proc/cpuinfo");
    if (Files.isReadable(told)) {
      for (var line : Files.readAllLines(told)) {
        if (line.startsWith("model name"))
          processor = line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return "%d × %s, %s %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            processor,
            System.getProperty("os.name"),
            System.getProperty("os.version"));
  }
}
