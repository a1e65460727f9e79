package io.llmcallgateway.dialect.anthropic.content;

import org.jspecify.annotations.Nullable;

/// Converts service tiers between Anthropic's names and OpenAI's, which the canonical form has.
public final class ServiceTierCodec {
  private ServiceTierCodec() {}

  /// Returns the canonical name of a tier in a request.
  public static @Nullable String read(@Nullable String asked) {
    return "standard_only".equals(asked) ? "default" : asked;
  }

  /// Returns Anthropic's name for a requested tier, or null if it has no such tier.
  public static @Nullable String write(String tier) {
    return switch (tier) {
      case "auto", "priority" -> "auto";
      case "default", "standard", "standard_only" -> "standard_only";
      default -> null;
    };
  }

  /// Returns the canonical name of a tier in an answer.
  public static @Nullable String readAnswered(@Nullable String tier) {
    return "standard".equals(tier) ? "default" : tier;
  }
}
