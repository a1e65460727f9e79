package io.llmcallgateway.relay;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.route.Target;

/// The suffix `[1m]` that Claude's agents write behind a model's name to ask for its context of a
/// million tokens. No vendor knows such a name; Anthropic's format has a beta for it.
final class LongContext {
  private static final String SUFFIX = "[1m]";
  private static final String HEADER = "anthropic-beta";
  private static final String BETA = "context-1m-2025-08-07";

  private LongContext() {}

  static boolean isAsked(Target target) {
    return target.model().endsWith(SUFFIX) && target.model().length() > SUFFIX.length();
  }

  /// The target under the name that its vendor knows.
  static Target named(Target target) {
    if (!isAsked(target)) return target;
    var model = target.model();
    return new Target(target.provider(), model.substring(0, model.length() - SUFFIX.length()));
  }

  /// Headers that ask for it, beside what the client asks for.
  static Headers asking(Headers headers, Provider provider) {
    if (provider.dialect() != Provider.Dialect.ANTHROPIC) return headers;
    var betas = headers.first(HEADER);
    if (betas == null) return headers.with(HEADER, BETA);
    if (betas.contains(BETA)) return headers;
    var asking = Headers.NONE;
    for (var header : headers.all()) {
      boolean named = header.name().equalsIgnoreCase(HEADER) && header.value().equals(betas);
      asking = asking.with(header.name(), named ? betas + "," + BETA : header.value());
    }
    return asking;
  }
}
