package io.llmcallgateway.dialect.anthropic;

import org.jspecify.annotations.Nullable;

/// Service tiers: OpenAI's words inside, Anthropic's outside.
final class ServiceTierCodec {
  private ServiceTierCodec() {}

  static @Nullable String read(@Nullable String asked) {
    return "standard_only".equals(asked) ? "default" : asked;
  }

  /// Null where Anthropic has nothing like it.
  static @Nullable String write(String tier) {
    return switch (tier) {
      case "auto", "priority" -> "auto";
      case "default", "standard", "standard_only" -> "standard_only";
      default -> null;
    };
  }

  static @Nullable String readAnswered(@Nullable String tier) {
    return "standard".equals(tier) ? "default" : tier;
  }
}
