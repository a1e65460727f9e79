package io.llmcallgateway.config;

import java.util.List;
import java.util.regex.Pattern;

/// Finds keys in the query of a path, where some servers take them.
public final class QuerySecrets {
  private static final Pattern KEY_PARAMETER =
      Pattern.compile(
          "([?&](?:key|api[-_]?key|code|sig|token|access_token|subscription-key)=)([^&#]+)",
          Pattern.CASE_INSENSITIVE);

  private QuerySecrets() {}

  /// The keys in a path such as `/chat?code=…`, as they are written there.
  public static List<String> of(String path) {
    return KEY_PARAMETER.matcher(path).results().map(match -> match.group(2)).toList();
  }

  /// The path with its keys hidden.
  static String masked(String path) {
    return KEY_PARAMETER
        .matcher(path)
        .replaceAll(match -> match.group(1) + SecretMask.of(match.group(2)));
  }
}
