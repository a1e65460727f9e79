package io.llmcallgateway.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The names of the wire formats that providers speak, as configuration writes them.
public final class DialectNames {
  public static final List<String> ALL =
      List.of("openai", "responses", "anthropic", "gemini", "bedrock", "cohere", "ollama");

  private DialectNames() {}

  /// The dialect of that name; `chat` and `messages` are what vendors call two of them. Null where
  /// there is none.
  public static @Nullable String of(String text) {
    return switch (text) {
      case "chat" -> "openai";
      case "messages" -> "anthropic";
      default -> ALL.contains(text) ? text : null;
    };
  }
}
