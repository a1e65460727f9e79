package io.llmcallgateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads `.env`. What is set there but empty counts as unset.
final class DotenvFile {
  static final String NAME = ".env";
  private static final String MARK = "\uFEFF";

  private DotenvFile() {}

  static Map<String, String> read(Path folder, Problems problems) {
    var file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) return Map.of();
    try {
      var text = Files.readString(file, UTF_8);
      boolean plain = text.indexOf('\r') < 0 && !text.startsWith(MARK);
      return plain ? parse(folder) : parseCleaned(text);
    } catch (DotenvException e) {
      problems.add(NAME, "has a line that is not NAME=value: " + lineOf(e));
    } catch (CharacterCodingException _) {
      problems.add(NAME, "is not UTF-8");
    } catch (IOException e) {
      problems.add(NAME, "cannot be read: " + e.getMessage());
    }
    return Map.of();
  }

  /// The library reads files by name, and takes neither a byte order mark nor CRLF well.
  private static Map<String, String> parseCleaned(String text) throws IOException {
    var folder = Files.createTempDirectory("llmcallgateway-env"); // for this user alone
    try {
      Files.writeString(folder.resolve(NAME), text.replace(MARK, "").replace("\r", ""), UTF_8);
      return parse(folder);
    } finally {
      Files.deleteIfExists(folder.resolve(NAME));
      Files.deleteIfExists(folder);
    }
  }

  private static Map<String, String> parse(Path folder) {
    var dotenv = Dotenv.configure().directory(folder.toString()).load();
    var values = new LinkedHashMap<String, String>();
    for (var entry : dotenv.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)) {
      values.put(entry.getKey(), entry.getValue());
    }
    return values;
  }

  /// The library's message holds the line, which may hold a secret: only its start is shown.
  private static String lineOf(DotenvException e) {
    var message = String.valueOf(e.getMessage());
    int at = message.indexOf("entry ");
    var line = at < 0 ? message : message.substring(at + 6);
    return line.length() <= 8 ? line : line.substring(0, 8) + "…";
  }
}
