package io.llmcallgateway.dialect.openai.embedding;

import io.llmcallgateway.dialect.EmbeddingTarget;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.support.EmbeddingVectors;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingBatch;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Writes embedding requests to OpenAI-compatible providers for clients of other formats, and reads
/// the answers.
public final class OpenAiEmbeddings implements EmbeddingTarget {
  @Override
  public Body write(EmbeddingBatch batch, TargetModel target, Losses losses) {
    var root = Json.MAPPER.createObjectNode().put("model", target.model());
    var input = root.putArray("input");
    batch.texts().forEach(input::add);
    if (batch.dimensions() != null) root.put("dimensions", batch.dimensions());
    if (batch.purpose() != null) losses.add("input_type", "unsupported");
    if (batch.title() != null) losses.add("title", "unsupported");
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  @Override
  public EmbeddingAnswer read(Body body, Headers headers, TargetModel target) {
    var provider = target.provider();
    var root = EmbeddingVectors.document(body, provider);
    var data = root.path("data");
    var tokens = JsonNodes.whole(root.path("usage"), "prompt_tokens");
    return new EmbeddingAnswer(
        JsonNodes.text(root, "model", ""),
        ordered(data, provider),
        tokens == null ? null : Usage.of(tokens, 0));
  }

  /// Returns the vectors by their `index`, which some vendors leave out.
  private static List<List<Double>> ordered(JsonNode data, String provider) {
    var vectors = new TreeMap<Long, List<Double>>();
    for (int i = 0; i < data.size(); i++) {
      var told = JsonNodes.whole(data.get(i), "index");
      var vector = EmbeddingVectors.one(data.get(i).path("embedding"), provider);
      if (vectors.put(told == null ? i : told, vector) != null) throw disordered(provider);
    }
    return List.copyOf(vectors.values());
  }

  private static GatewayException disordered(String provider) {
    return new GatewayException(
        Failure.ofProvider(
            Failure.Kind.UPSTREAM_ERROR,
            provider,
            "The embeddings in the provider's answer have no order."));
  }
}
