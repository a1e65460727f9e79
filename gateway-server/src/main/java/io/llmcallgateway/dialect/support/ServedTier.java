package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatAnswer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The service tier that served, in each format's own words. Vendors name the same tiers in their
/// own ways; a word that nobody knows is told to nobody.
public enum ServedTier {
  STANDARD("default", "standard", "standard", "default"),
  PRIORITY("priority", "priority", "priority", "priority"),
  FLEX("flex", "standard", "flex", "flex"),
  BATCH("flex", "batch", "flex", "flex"),
  RESERVED("scale", "priority", "priority", "reserved");

  private final String openAi;
  private final String anthropic;
  private final String gemini;
  private final String bedrock;

  ServedTier(String openAi, String anthropic, String gemini, String bedrock) {
    this.openAi = openAi;
    this.anthropic = anthropic;
    this.gemini = gemini;
    this.bedrock = bedrock;
  }

  /// By any vendor's word; Google's `trafficType` is one too.
  public static @Nullable ServedTier of(@Nullable String word) {
    if (word == null) return null;
    return switch (word.toLowerCase(Locale.ROOT).replace("service_tier_", "")) {
      case "default", "standard", "standard_only", "auto", "on_demand" -> STANDARD;
      case "priority", "fast", "performance", "on_demand_priority" -> PRIORITY;
      case "flex", "on_demand_flex" -> FLEX;
      case "batch" -> BATCH;
      case "scale", "reserved", "provisioned_throughput" -> RESERVED;
      default -> null;
    };
  }

  public static @Nullable ServedTier of(ChatAnswer answer) {
    return answer.serviceTier() == null ? of(answer.usage()) : of(answer.serviceTier());
  }

  public static @Nullable ServedTier of(@Nullable Usage usage) {
    return usage == null ? null : of(usage.tier());
  }

  /// Of chat completions and the Responses API.
  public String openAi() {
    return openAi;
  }

  /// Of `usage.service_tier`.
  public String anthropic() {
    return anthropic;
  }

  /// Of `usageMetadata.serviceTier`.
  public String gemini() {
    return gemini;
  }

  /// Of Converse's `serviceTier.type`.
  public String bedrock() {
    return bedrock;
  }
}
