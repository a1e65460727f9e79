package io.llmcallgateway.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The ratchet: a source file has at most 400 lines. A file that needs more has to be listed here
/// with a reason, and leaves the list when it has shrunk.
final class FileSizeTest {
  private static final int LIMIT = 400;
  private static final Set<String> LONGER = Set.of();
  private static final Set<String> KINDS = Set.of("java", "sh", "py", "ts", "tsx", "js", "mjs");
  private static final Set<String> SCRIPTS =
      Set.of("gateway", "check", "dev", ".ci/run", "bench/run");
  private static final Set<String> NOT_OURS =
      Set.of(".build", "target", "node_modules", ".git", "dist", "build", ".venv", "data", "logs");

  @Test
  void no_source_file_has_grown_beyond_the_limit() throws IOException {
    var root = root();
    var longer = new TreeSet<String>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            var name = root.relativize(file).toString().replace('\\', '/');
            if (isSource(name) && lines(file) > LIMIT) longer.add(name);
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(longer).isEqualTo(new TreeSet<>(LONGER));
  }

  private static boolean isSource(String name) {
    return SCRIPTS.contains(name) || KINDS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static long lines(Path file) throws IOException {
    try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines.count();
    }
  }

  private static Path root() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("gateway-server"))) return folder;
    }
    throw new AssertionError("not inside the project");
  }
}
