package io.llmcallgateway.logging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One file of a log: `llmcallgateway_<name>_YYYY-MM-DD[.N].log[.gz]`. The part without a number is
/// the last of its day.
///
/// @param number from 0, or `LAST`
/// @param half a compressed file that was not finished
public record LogPart(Path path, LocalDate day, int number, boolean gzip, boolean half) {
  public static final int LAST = Integer.MAX_VALUE;

  private static final String PREFIX = "llmcallgateway_";
  private static final Pattern REST =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:\\.(\\d{1,9}))?\\.log(\\.gz)?(\\.tmp)?");

  public static Path active(Path directory, String name, LocalDate day) {
    return directory.resolve(PREFIX + name + '_' + day + ".log");
  }

  public static Path rolled(Path directory, String name, LocalDate day, int number) {
    return directory.resolve(PREFIX + name + '_' + day + '.' + number + ".log");
  }

  /// The names of rolled parts, as Logback's pattern.
  ///
  /// @param day the pattern of the day
  public static String rolledPattern(Path directory, String name, String day) {
    var folder = directory.toString().replace("%", "\\%").replace(")", "\\)");
    return folder
        + directory.getFileSystem().getSeparator()
        + PREFIX
        + name
        + '_'
        + day
        + ".%i.log";
  }

  public static Path gzipped(Path plain) {
    return plain.resolveSibling(plain.getFileName() + ".gz");
  }

  /// All parts of the log, the oldest first.
  public static List<LogPart> list(Path directory, String name) throws IOException {
    var parts = new ArrayList<LogPart>();
    try (var files = Files.newDirectoryStream(directory, PREFIX + name + "_*")) {
      for (var file : files) {
        var part = parse(file, name);
        if (part != null) parts.add(part);
      }
    } catch (NoSuchFileException _) {
      return List.of(); // no folder, no parts
    }
    parts.sort(Comparator.comparing(LogPart::day).thenComparingInt(LogPart::number));
    return parts;
  }

  private static @Nullable LogPart parse(Path file, String name) {
    var text = file.getFileName().toString();
    var matcher = REST.matcher(text).region(PREFIX.length() + name.length() + 1, text.length());
    if (!matcher.matches()) return null;
    try {
      var day = LocalDate.parse(matcher.group(1));
      var digits = matcher.group(2);
      int number = digits == null ? LAST : Integer.parseInt(digits);
      return new LogPart(file, day, number, matcher.group(3) != null, matcher.group(4) != null);
    } catch (DateTimeException _) {
      return null; // somebody else's file: 2026-99-99
    }
  }
}
