package io.llmcallgateway.dialect;

import java.util.Locale;
import java.util.Map;

/// Whose words a part of an outline is; `TOOLS` are definitions of tools.
public enum PartRole {
  SYSTEM,
  DEVELOPER,
  USER,
  ASSISTANT,
  TOOL,
  TOOLS,
  OTHER;

  /// The names of roles in the formats that have OpenAI's.
  public static final Map<String, PartRole> USUAL =
      Map.of(
          "system", SYSTEM,
          "developer", DEVELOPER,
          "user", USER,
          "assistant", ASSISTANT,
          "tool", TOOL,
          "function", TOOL);

  private final String text = name().toLowerCase(Locale.ROOT);

  /// Returns the name in documents.
  public String text() {
    return text;
  }
}
