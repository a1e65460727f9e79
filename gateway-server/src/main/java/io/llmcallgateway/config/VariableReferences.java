package io.llmcallgateway.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Resolves `${NAME}` and `${NAME:-default}` in values; `$${` stands for `${` itself.
record VariableReferences(Variables variables) {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$(\\$\\{)|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\\}|\\$\\{");

  /// Null where a variable is not set, which is then a problem of `at`.
  @Nullable String resolve(String text, YamlValue at) {
    if (!text.contains("${")) return text;
    boolean complete = true;
    var matcher = REFERENCE.matcher(text);
    var resolved = new StringBuilder();
    while (matcher.find()) {
      var value = value(matcher, at);
      if (value == null) complete = false;
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value == null ? "" : value));
    }
    matcher.appendTail(resolved);
    return complete ? resolved.toString() : null;
  }

  private @Nullable String value(Matcher matcher, YamlValue at) {
    if (matcher.group(1) != null) return "${";
    var name = matcher.group(2);
    if (name == null) {
      at.problem("has a reference that is not of the form ${NAME} or ${NAME:-default}");
      return null;
    }
    var value = variables.get(name);
    if (value != null) return value;
    if (matcher.group(3) != null) return matcher.group(3);
    at.problem(
        "refers to the variable "
            + name
            + ", which is not set; set it or write ${"
            + name
            + ":-default}");
    return null;
  }
}
