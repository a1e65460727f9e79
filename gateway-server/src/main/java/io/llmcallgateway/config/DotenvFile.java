package io.llmcallgateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `.env`: `NAME=value` lines, with or without `export`, quotes and comments. What is set
/// there but empty counts as unset.
final class DotenvFile {
  static final String NAME = ".env";

  private static final Pattern LINE =
      Pattern.compile(
          "(?:export\\s+)?(?<name>[^\\s=#'\"]+)\\s*=\\s*"
              + "(?:'(?<single>[^']*)'|\"(?<double>(?:[^\"\\\\]|\\\\.)*)\"|(?<plain>[^'\"#\\s](?:[^#]|(?<!\\s)#)*)?)"
              + "\\s*(?:#.*)?");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  private DotenvFile() {}

  static Map<String, String> read(Path folder, Problems problems) {
    var file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) return Map.of();
    try {
      return parse(Files.readString(file, UTF_8), problems);
    } catch (CharacterCodingException _) {
      problems.add(NAME, "is not UTF-8");
    } catch (IOException e) {
      problems.add(NAME, "cannot be read: " + e.getMessage());
    }
    return Map.of();
  }

  private static Map<String, String> parse(String text, Problems problems) {
    var values = new LinkedHashMap<String, String>();
    int number = 0;
    for (var each : text.replace("\uFEFF", "").split("\\R", -1)) {
      number++;
      var line = each.strip();
      if (line.isEmpty() || line.startsWith("#")) continue;
      var matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        // The line itself is not shown: it may hold a secret.
        problems.add(NAME, "line " + number + " is not of the form NAME=value");
        continue;
      }
      values.put(
          matcher.group("name"),
          value(matcher.group("single"), matcher.group("double"), matcher.group("plain")));
    }
    return values;
  }

  private static String value(
      @Nullable String single, @Nullable String quoted, @Nullable String plain) {
    if (single != null) return single;
    if (quoted != null) {
      return ESCAPE
          .matcher(quoted)
          .replaceAll(
              match ->
                  match.group(1).equals("n") ? "\n" : Matcher.quoteReplacement(match.group(1)));
    }
    return plain == null ? "" : plain.strip();
  }
}
