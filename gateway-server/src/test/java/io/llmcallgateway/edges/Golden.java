package io.llmcallgateway.edges;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Files with expected contents; `-Dgolden.update=true` rewrites them, to be reviewed as a diff.
public final class Golden {
  private static final JsonMapper PRETTY = JsonMapper.builder().build();
  private static final Path FOLDER = Path.of("src/test/resources/golden/edges");

  private Golden() {}

  static void check(String name, String text) throws IOException {
    check(FOLDER, name, text);
  }

  /// Requires the text of that file.
  public static void check(Path folder, String name, String text) throws IOException {
    var file = folder.resolve(name);
    var current = steady(text);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, current);
    }
    assertThat(current).isEqualTo(Files.readString(file));
  }

  static Path file(String name) {
    return FOLDER.resolve(name);
  }

  /// A document over many lines.
  public static String pretty(byte[] json) {
    try {
      return PRETTY.writerWithDefaultPrettyPrinter().writeValueAsString(PRETTY.readTree(json));
    } catch (JacksonException e) {
      throw new AssertionError("not JSON: " + e.getMessage(), e);
    }
  }

  /// Without what each run makes anew.
  private static String steady(String text) {
    return text.replace("\r", "")
        .replaceAll("call_[0-9A-Za-z]{24}\\b", "call_MADE")
        .replaceAll("\"latencyMs\" ?: ?\\d+", "\"latencyMs\":0");
  }
}
