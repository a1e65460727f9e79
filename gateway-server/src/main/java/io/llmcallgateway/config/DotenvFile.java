package io.llmcallgateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `.env`: `NAME=value` lines, with or without `export`, quotes and comments. An empty value
/// counts as unset.
final class DotenvFile {
  static final String NAME = ".env";

  private static final Pattern NAME_PART =
      Pattern.compile("(?:export\\s+)?([^\\s=#'\"]+)\\s*=\\s*");

  private DotenvFile() {}

  static Map<String, String> read(Path folder, ProblemList problems) {
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

  private static Map<String, String> parse(String text, ProblemList problems) {
    var values = new LinkedHashMap<String, String>();
    int number = 0;
    for (var each : text.replace("\uFEFF", "").split("\\R", -1)) {
      number++;
      var line = each.strip();
      if (line.isEmpty() || line.startsWith("#")) continue;
      var name = NAME_PART.matcher(line);
      var value = name.lookingAt() ? value(line.substring(name.end())) : null;
      if (value == null) {
        // The line itself is not shown: it may hold a secret.
        problems.add(NAME, "line " + number + " is not of the form NAME=value");
        continue;
      }
      values.put(name.group(1), value);
    }
    return values;
  }

  /// The value before its comment, without quotes; null where a quote is not closed well.
  private static @Nullable String value(String text) {
    if (text.startsWith("'") || text.startsWith("\"")) return quoted(text, text.charAt(0));
    int end = text.length();
    for (int i = 0; i < text.length() && end == text.length(); i++) {
      boolean comment =
          text.charAt(i) == '#' && (i == 0 || Character.isWhitespace(text.charAt(i - 1)));
      if (comment) end = i;
    }
    return text.substring(0, end).strip();
  }

  /// Escapes count in double quotes alone.
  private static @Nullable String quoted(String text, char quote) {
    var value = new StringBuilder();
    boolean escaped = false;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (escaped) {
        // Any other backslash is meant: a folder of Windows has them.
        if (c != 'n' && "\"\\$`".indexOf(c) < 0) value.append('\\');
        value.append(c == 'n' ? '\n' : c);
        escaped = false;
      } else if (c == quote) {
        var rest = text.substring(i + 1).strip();
        return rest.isEmpty() || rest.startsWith("#") ? value.toString() : null;
      } else if (quote == '"' && c == '\\') {
        escaped = true;
      } else {
        value.append(c);
      }
    }
    return null;
  }
}
