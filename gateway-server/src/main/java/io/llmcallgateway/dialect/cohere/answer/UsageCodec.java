package io.llmcallgateway.dialect.cohere.answer;

import io.llmcallgateway.model.Usage;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Cohere's usage: `tokens` is what was read and written, `billed_units` what is paid for;
/// `cached_tokens` stands beside them and is part of the input (seen in recorded answers).
public final class UsageCodec {
  private UsageCodec() {}

  public static @Nullable Usage read(JsonNode usage) {
    var tokens = JsonNodes.object(usage, "tokens");
    if (tokens == null) tokens = JsonNodes.object(usage, "billed_units");
    if (tokens == null) return null;
    return Usage.ofSums(
            JsonNodes.count(tokens, "input_tokens"),
            JsonNodes.count(tokens, "output_tokens"),
            JsonNodes.count(usage, "cached_tokens"),
            0,
            0,
            JsonNodes.count(tokens, "reasoning_tokens"),
            0)
        .paidBy(paid(JsonNodes.object(usage, "billed_units")));
  }

  private static Usage.@Nullable Units paid(@Nullable JsonNode billed) {
    if (billed == null) return null;
    boolean told =
        billed.path("input_tokens").isNumber() || billed.path("output_tokens").isNumber();
    if (!told) return null;
    return new Usage.Units(
        JsonNodes.count(billed, "input_tokens"), JsonNodes.count(billed, "output_tokens"));
  }

  public static ObjectNode write(Usage usage) {
    var node = Json.MAPPER.createObjectNode();
    var billed = node.putObject("billed_units");
    billed.put("input_tokens", usage.paid().promptTokens());
    billed.put("output_tokens", usage.paid().completionTokens());
    var tokens = node.putObject("tokens");
    tokens.put("input_tokens", usage.promptTokens());
    tokens.put("output_tokens", usage.completionTokens());
    if (usage.reasoning() > 0) tokens.put("reasoning_tokens", usage.reasoning());
    node.put("cached_tokens", usage.cacheRead());
    return node;
  }
}
