package io.llmcallgateway.config;

import java.util.regex.Pattern;

/// A problem of the configuration.
///
/// @param path such as `models.fast.targets[0].model`, or the name of a variable
/// @param message the rest of a sentence that begins with the path; ends with ` (line 7)` where the
///   line of a file is known
public record Problem(String path, String message) {
  private static final Pattern LINE = Pattern.compile(" \\(line (\\d{1,9})\\)$");

  /// Returns the line that the message names; -1 if it names none.
  public int line() {
    var line = LINE.matcher(message);
    return line.find() ? Integer.parseInt(line.group(1)) : -1;
  }

  @Override
  public String toString() {
    return path + ": " + message;
  }
}
