package io.llmcallgateway.logging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// The files of a log folder, as an operator finds them.
public record LogFolder(Path path) {
  public static final String PREFIX = "llmcallgateway_";

  public List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /// Names of one log, without the common beginning.
  public List<String> names(String log) throws IOException {
    var start = PREFIX + log + '_';
    return names().stream()
        .filter(name -> name.startsWith(start))
        .map(name -> name.substring(start.length()))
        .toList();
  }

  public String text(String name) throws IOException {
    try (var in = open(path.resolve(PREFIX + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public List<String> lines(String name) throws IOException {
    return text(name).lines().toList();
  }

  /// The lines of all parts of a log, in no order.
  public List<String> allLines(String log) throws IOException {
    var all = new ArrayList<String>();
    for (var name : names(log)) all.addAll(lines(log + '_' + name));
    return all;
  }

  private static InputStream open(Path file) throws IOException {
    var in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }
}
