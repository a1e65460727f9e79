package io.llmcallgateway.model;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The names of dialects in configuration files.
public final class DialectNames {
  public static final List<String> ALL =
      Arrays.stream(DialectId.values()).map(DialectId::text).toList();

  private DialectNames() {}

  /// Returns the name of a dialect for a name or for `chat` and `messages`, as vendors call two of
  /// them. Null if there is no such dialect.
  public static @Nullable String of(String text) {
    return switch (text) {
      case "chat" -> DialectId.OPENAI.text();
      case "messages" -> DialectId.ANTHROPIC.text();
      default -> ALL.contains(text) ? text : null;
    };
  }
}
