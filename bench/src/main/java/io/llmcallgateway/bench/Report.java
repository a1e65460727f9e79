package io.llmcallgateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The measured part of `docs/performance.md`, between two marks.
record Report(Path root, String command) {
  private static final String BEGIN = "<!-- figures: written by bench/run --report -->";
  private static final String END = "<!-- end of figures -->";

  void write(Figures figures, List<String> servers, @Nullable LeakCheck leaks) throws IOException {
    var page = root.resolve("docs/performance.md");
    var text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) throw new IOException(page + " lacks the marks of the figures");
    var written =
        text.substring(0, begin + BEGIN.length())
            + "\n"
            + section(figures, servers, leaks)
            + text.substring(end);
    Files.writeString(page, written);
    System.out.println("written: " + page);
  }

  private String section(Figures figures, List<String> servers, @Nullable LeakCheck leaks)
      throws IOException {
    var section = new StringBuilder();
    section.append("- Date: ").append(LocalDate.now(ZoneOffset.UTC)).append('\n');
    section.append("- Machine: ").append(machine()).append('\n');
    section.append("- JDK: ").append(Runtime.version()).append(", ");
    section.append(System.getProperty("java.vm.name")).append('\n');
    section.append("- Command: `").append(command).append("`\n\n");
    section.append(figures.table(servers)).append('\n');
    if (leaks != null) {
      for (var target : Target.values()) {
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
