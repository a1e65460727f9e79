package io.llmcallgateway.edges;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that the guide's matrix shows what the golden files hold: every pair, kind and direction,
/// and every loss.
class EdgeMatrixTest {
  private static final String BEGIN =
      "<!-- edges: made from the golden files by EdgeMatrixTest -->";
  private static final String END = "<!-- /edges -->";

  private static List<String> clients() {
    return Arrays.stream(EdgeDialect.values()).map(EdgeDialect::id).toList();
  }

  private static List<String> targets() {
    var targets = new ArrayList<>(clients());
    targets.add("ollama");
    return targets;
  }

  /// The sections of a golden file: each kind's losses, "" where there are none.
  private static Map<String, String> sections(String name) throws IOException {
    var sections = new TreeMap<String, String>();
    String kind = null;
    for (var line : Files.readAllLines(Golden.file(name))) {
      if (line.startsWith("## ")) {
        kind = line.substring(3);
        sections.put(kind, "");
      } else if (kind != null && line.startsWith("losses: ")) {
        sections.put(kind, line.substring("losses: ".length()));
      }
    }
    return sections;
  }

  private static String matrix() throws IOException {
    var kinds = new TreeSet<String>();
    for (var kind : ConversationKind.values()) kinds.add(kind.text());
    var table = new StringBuilder("| from \\ to |");
    for (var target : targets()) table.append(' ').append(target).append(" |");
    table.append("\n|---|").append("---|".repeat(targets().size())).append('\n');
    for (var client : clients()) {
      table.append("| ").append(client).append(" |");
      for (var target : targets()) {
        var requests = sections("%s-to-%s.request.txt".formatted(client, target));
        for (var way : List.of("answer", "stream")) {
          var name = "%s-from-%s.%s.txt".formatted(client, target, way);
          assertThat(sections(name).keySet()).as(name).isEqualTo(kinds);
        }
        assertThat(requests.keySet()).as(client + " to " + target).isEqualTo(kinds);
        assertThat(sections("%s-from-%s.error.txt".formatted(client, target))).isNotEmpty();
        long whole = requests.values().stream().filter(String::isEmpty).count();
        table.append(" %d/%d |".formatted(whole, kinds.size()));
      }
      table.append('\n');
    }
    table.append("\n| to | kind | losses |\n|---|---|---|\n");
    for (var target : targets()) {
      for (var kind : kinds) {
        var told = new TreeSet<String>();
        for (var client : clients()) {
          var losses = sections("%s-to-%s.request.txt".formatted(client, target)).get(kind);
          if (losses != null && !losses.isEmpty()) told.addAll(List.of(losses.split(",")));
        }
        if (!told.isEmpty()) {
          table.append("| %s | %s | `%s` |%n".formatted(target, kind, String.join("`, `", told)));
        }
      }
    }
    return table.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"formats.md", "formats.zh-CN.md"})
  void the_guide_has_the_matrix_of_the_golden_files(String name) throws IOException {
    var page = Path.of("../docs/guide").resolve(name);
    var text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(end).as("the marks of the matrix in " + name).isGreaterThan(begin);
    var current = "\n" + matrix();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(page, text.substring(0, begin) + current + text.substring(end));
    } else {
      assertThat(text.substring(begin, end)).isEqualTo(current);
    }
  }
}
