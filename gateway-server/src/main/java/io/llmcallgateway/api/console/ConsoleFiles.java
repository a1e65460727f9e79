package io.llmcallgateway.api.console;

import io.llmcallgateway.model.Body;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The console's built files by their path, each with its compressed forms where the build made
/// them. A file is read once and then kept.
final class ConsoleFiles {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json; charset=utf-8"),
          Map.entry("webmanifest", "application/manifest+json; charset=utf-8"),
          Map.entry("map", "application/json; charset=utf-8"),
          Map.entry("md", "text/markdown; charset=utf-8"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"));

  /// Paths of files: no hidden ones, and nothing that leads out of the folder.
  private static final Pattern PATH =
      Pattern.compile(
          "(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}/){0,4}[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  /// A content coding that the build makes, and the end of its files' names.
  private record Coding(String name, String end) {}

  /// The smallest first.
  private static final List<Coding> CODINGS =
      List.of(new Coding("br", ".br"), new Coding("gzip", ".gz"));

  /// A file as it is sent.
  ///
  /// @param coding its content coding, null for none
  record Sent(String type, Body body, @Nullable String coding, String tag) {}

  private record Forms(List<Sent> coded, Sent plain) {}

  private final ConsolePages.FileSource source;
  private final Map<String, Forms> known = new ConcurrentHashMap<>();

  ConsoleFiles(ConsolePages.FileSource source) {
    this.source = source;
  }

  /// Returns a file in the smallest form that the client accepts, or null if there is no such file.
  @Nullable Sent find(String path, List<String> acceptedCodings) throws IOException {
    var type = type(path);
    if (type == null) return null;
    var forms = known.get(path);
    if (forms == null) {
      forms = read(path, type);
      if (forms == null) return null;
      known.put(path, forms);
    }
    for (var coded : forms.coded()) {
      if (coded.coding() != null && acceptedCodings.contains(coded.coding())) return coded;
    }
    return forms.plain();
  }

  private static @Nullable String type(String path) {
    if (!PATH.matcher(path).matches()) return null;
    return TYPES.get(path.substring(path.lastIndexOf('.') + 1));
  }

  private @Nullable Forms read(String path, String type) throws IOException {
    var plain = source.read(path);
    if (plain == null) return null;
    var coded = new ArrayList<Sent>();
    for (var coding : CODINGS) {
      var bytes = source.read(path + coding.end());
      if (bytes != null) coded.add(new Sent(type, Body.of(bytes), coding.name(), tag(bytes)));
    }
    return new Forms(List.copyOf(coded), new Sent(type, Body.of(plain), null, tag(plain)));
  }

  private static String tag(byte[] bytes) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "\"" + HexFormat.of().formatHex(hash, 0, 12) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has SHA-256
    }
  }
}
