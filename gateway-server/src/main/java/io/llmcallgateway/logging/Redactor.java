package io.llmcallgateway.logging;

import io.llmcallgateway.model.KnownSecrets;
import io.llmcallgateway.model.Secret;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/// Masks keys in messages: the ones the gateway knows, and whatever looks like one.
public final class Redactor {
  private static final String MASK = "***";

  private record Shape(Pattern pattern, String replacement) {}

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(Pattern.compile("(?i)\\b(bearer|basic) +[a-z0-9._~+/=-]{8,}"), "$1 " + MASK),
          new Shape(
              Pattern.compile(
                  "\\b(sk|pk|rk|gsk|hf|r8|xai|pplx|nvapi|fw|csk|tgp)[-_][A-Za-z0-9_-]{8,}"),
              "$1-" + MASK),
          new Shape(Pattern.compile("\\bAIza[A-Za-z0-9_-]{16,}"), "AIza" + MASK),
          new Shape(Pattern.compile("\\b(AKIA|ASIA)[A-Z0-9]{12,}"), "$1" + MASK),
          new Shape(Pattern.compile("\\bya29\\.[A-Za-z0-9_-]{8,}"), "ya29." + MASK),
          new Shape(
              Pattern.compile(
                  "(?i)\\b((?:x-)?api[-_]?key|key|access[-_]token|password|secret)"
                      + "([\"']?[=:] ?[\"']?)(?!\\*)[a-z0-9._~+/-]{8,}"),
              "$1$2" + MASK));

  private final KnownSecrets known = new KnownSecrets();

  /// The secrets that it knows.
  public KnownSecrets known() {
    return known;
  }

  /// Replaces the values known before.
  public void hide(Collection<Secret> secrets) {
    known.configure(secrets);
  }

  public String mask(String message) {
    var masked = known.mask(message);
    for (var shape : SHAPES)
      masked = shape.pattern().matcher(masked).replaceAll(shape.replacement());
    return masked;
  }
}
