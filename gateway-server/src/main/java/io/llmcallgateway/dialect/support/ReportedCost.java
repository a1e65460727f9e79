package io.llmcallgateway.dialect.support;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the cost that a vendor itself reports for a call, in the members of its usage.
public final class ReportedCost {
  /// The shift of each member's decimal point to nano-dollars. OpenRouter's `cost`
  /// (https://openrouter.ai/docs/use-cases/usage-accounting), Perplexity's `cost.total_cost`
  /// (https://docs.perplexity.ai/api-reference), DeepInfra's `estimated_cost`
  /// (https://deepinfra.com/docs/openai_api), and xAI's ticks, of which a dollar has ten billion
  /// (https://docs.x.ai/docs).
  private static final Map<String, Integer> MEMBERS =
      Map.of("cost", 9, "total_cost", 9, "estimated_cost", 9, "cost_in_usd_ticks", -1);

  private ReportedCost() {}

  /// True if a member of a usage is such a cost.
  public static boolean isTold(String member) {
    return MEMBERS.containsKey(member);
  }

  /// Nano-USD; -1 where a member is no cost, or none that can be.
  public static long nanos(String member, BigDecimal value) {
    var shift = MEMBERS.get(member);
    if (shift == null || value.signum() < 0 || value.precision() - value.scale() > 9) return -1;
    return value.movePointRight(shift).setScale(0, RoundingMode.HALF_EVEN).longValue();
  }

  /// Of a whole usage; -1 where nothing is told.
  public static long nanos(JsonNode usage) {
    for (var member : MEMBERS.keySet()) {
      var told = number(usage.get(member));
      if (told == null) told = number(usage.path("cost").get(member));
      if (told != null) return nanos(member, told);
    }
    return -1;
  }

  private static @Nullable BigDecimal number(@Nullable JsonNode node) {
    return node != null && node.isNumber() ? node.decimalValue() : null;
  }
}
