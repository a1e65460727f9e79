package io.llmcallgateway.dialect.gemini.answer;

import io.llmcallgateway.dialect.support.ServedTier;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.UsageSums;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes `usageMetadata`. The prompt count includes cached tokens but not the results of
/// Google's own tools, the candidates' count excludes thoughts, and counts of 0 are absent.
public final class UsageCodec {
  private UsageCodec() {}

  public static @Nullable Usage read(JsonNode answer) {
    var node = JsonNodes.object(answer, "usageMetadata");
    if (node == null || node.isEmpty()) return null;
    long prompt =
        JsonNodes.count(node, "promptTokenCount")
            + JsonNodes.count(node, "toolUsePromptTokenCount");
    long cached = JsonNodes.count(node, "cachedContentTokenCount");
    long thoughts = JsonNodes.count(node, "thoughtsTokenCount");
    long candidates = JsonNodes.count(node, "candidatesTokenCount");
    var all = node.path("promptTokensDetails");
    var held = node.path("cacheTokensDetails");
    var made = node.path("candidatesTokensDetails");
    long heard = of("AUDIO", all) - of("AUDIO", held);
    long spoken = of("AUDIO", made);
    long total = JsonNodes.count(node, "totalTokenCount");
    long seen = of("IMAGE", all) - of("IMAGE", held);
    long drawn = of("IMAGE", made);
    // Vertex AI has the tier as the type of traffic.
    var tier = JsonNodes.text(node, "serviceTier");
    if (tier == null) tier = JsonNodes.text(node, "trafficType");
    return new UsageSums(
            prompt,
            candidates + thoughts,
            Math.max(total, prompt + candidates + thoughts),
            cached,
            0,
            heard,
            seen,
            thoughts,
            spoken,
            drawn,
            false)
        .usage()
        .billed(GroundingCodec.searches(answer), -1, tier);
  }

  private static long of(String modality, JsonNode details) {
    long tokens = 0;
    for (var detail : details) {
      if (JsonNodes.text(detail, "modality", "").equals(modality))
        tokens += JsonNodes.count(detail, "tokenCount");
    }
    return tokens;
  }

  public static ObjectNode write(Usage usage) {
    var node = Json.MAPPER.createObjectNode();
    node.put("promptTokenCount", usage.promptTokens());
    node.put("candidatesTokenCount", usage.completionTokens() - usage.reasoning());
    node.put("totalTokenCount", usage.total());
    if (usage.cacheRead() > 0) node.put("cachedContentTokenCount", usage.cacheRead());
    if (usage.reasoning() > 0) node.put("thoughtsTokenCount", usage.reasoning());
    var tier = ServedTier.of(usage);
    if (tier != null) node.put("serviceTier", tier.gemini());
    details(node, "promptTokensDetails", usage.promptTokens(), usage.inputAudio());
    if (usage.outputAudio() > 0) {
      long all = usage.completionTokens() - usage.reasoning();
      details(node, "candidatesTokensDetails", all, usage.outputAudio());
    }
    return node;
  }

  private static void details(ObjectNode node, String name, long all, long audio) {
    var details = node.putArray(name);
    details.addObject().put("modality", "TEXT").put("tokenCount", all - audio);
    if (audio > 0) details.addObject().put("modality", "AUDIO").put("tokenCount", audio);
  }
}
