package io.llmcallgateway.relay.translation;

import io.llmcallgateway.route.Target;

/// The suffix `[1m]` that Claude's agents write behind a model's name to ask for its context of a
/// million tokens. No vendor knows such a name; Anthropic's format has a beta for it.
public final class LongContext {
  static final String SUFFIX = Target.LONG_CONTEXT;
  static final String BETA = "context-1m-2025-08-07";

  private LongContext() {}

  static boolean isAsked(Target target) {
    return target.model().endsWith(SUFFIX) && target.model().length() > SUFFIX.length();
  }

  /// The target under the name that its vendor knows.
  public static Target named(Target target) {
    if (!isAsked(target)) return target;
    var model = target.model();
    return new Target(target.provider(), model.substring(0, model.length() - SUFFIX.length()));
  }
}
