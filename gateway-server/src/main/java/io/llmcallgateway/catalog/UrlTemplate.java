package io.llmcallgateway.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A base URL with references: `${VARIABLE}` or `${VARIABLE:-default}`.
public record UrlTemplate(String text) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(:-([^}]*))?}");

  /// A reference to a variable.
  ///
  /// @param otherwise the default; null if the variable must be set
  public record Reference(String variable, @Nullable String otherwise) {}

  public List<Reference> references() {
    var found = new ArrayList<Reference>();
    var matcher = REFERENCE.matcher(text);
    while (matcher.find()) found.add(new Reference(matcher.group(1), matcher.group(3)));
    return List.copyOf(found);
  }

  /// Returns the required variables that are not set.
  public List<String> missing(VariableLookup variables) {
    var missing = new ArrayList<String>();
    for (var reference : references()) {
      var name = reference.variable();
      boolean unset = reference.otherwise() == null && variables.get(name) == null;
      if (unset && !missing.contains(name)) missing.add(name);
    }
    return missing;
  }

  /// Returns the URL with references filled in, without trailing slashes; null if a variable is
  /// missing. A path that a value already ends with is not repeated: `${BASE}/v1` with
  /// `http://host/v1/` is `http://host/v1`.
  public @Nullable String fill(VariableLookup variables) {
    var filled = new StringBuilder();
    var matcher = REFERENCE.matcher(text);
    int at = 0;
    while (matcher.find()) {
      filled.append(text, at, matcher.end() - matcher.group().length());
      at = matcher.end();
      var value = variables.get(matcher.group(1));
      if (value == null) value = matcher.group(3);
      if (value == null) return null;
      value = withoutTrailingSlashes(value);
      filled.append(value);
      var rest = text.substring(at);
      if (rest.startsWith("/") && value.endsWith(rest)) return filled.toString();
    }
    return withoutTrailingSlashes(filled.append(text, at, text.length()).toString());
  }

  public static String withoutTrailingSlashes(String url) {
    int end = url.length();
    while (end > 0 && url.charAt(end - 1) == '/') end--;
    return url.substring(0, end);
  }
}
