package io.llmcallgateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the headers of one part of a form say.
///
/// @param file the file's name; null where the part is a field
record PartHeaders(String name, @Nullable String file) {
  private static final Set<String> PLAIN_ENCODINGS = Set.of("7bit", "8bit", "binary");

  /// Reads header lines, each with its line break.
  static PartHeaders read(byte[] bytes, int length) {
    PartHeaders found = null;
    for (var line : new String(bytes, 0, length, UTF_8).lines().toList()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || !HeaderParameters.isToken(line.substring(0, colon))) {
        throw FormScanner.malformed("a part has a header line without a name");
      }
      var value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "content-disposition" -> {
          if (found != null) throw FormScanner.malformed("a part has two content-dispositions");
          found = disposition(value);
        }
        case "content-transfer-encoding" -> {
          if (!PLAIN_ENCODINGS.contains(value.toLowerCase(Locale.ROOT))) {
            throw FormScanner.malformed("a part is encoded as '" + value + "'; send it as it is");
          }
        }
        default -> {}
      }
    }
    if (found == null) throw FormScanner.malformed("a part has no content-disposition");
    return found;
  }

  private static PartHeaders disposition(String value) {
    var read = HeaderParameters.read(value);
    if (read == null || !read.value().equals("form-data")) {
      throw FormScanner.malformed("a part's content-disposition is not form-data");
    }
    var name = read.parameters().get("name");
    if (name == null || read.parameters().containsKey("name*")) {
      throw FormScanner.malformed("a part has no plain name");
    }
    var file = read.parameters().get("filename");
    if (file == null) file = read.parameters().get("filename*");
    return new PartHeaders(name, file);
  }
}
