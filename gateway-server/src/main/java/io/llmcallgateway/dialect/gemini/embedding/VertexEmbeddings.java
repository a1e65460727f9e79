package io.llmcallgateway.dialect.gemini.embedding;

import io.llmcallgateway.dialect.EmbeddingTarget;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.gemini.content.ProtoJson;
import io.llmcallgateway.dialect.support.EmbeddingVectors;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingBatch;
import io.llmcallgateway.model.embedding.EmbeddingForm;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes requests for embeddings to Vertex AI and reads their answers: `predict`
/// (cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api), and
/// `embedContent` for newer models, which accepts one content.
public final class VertexEmbeddings implements EmbeddingTarget {
  private static final String PREDICT = ":predict";

  private static boolean embedsContent(TargetModel target) {
    return target.rules().embedding().form() == EmbeddingForm.EMBED_CONTENT;
  }

  @Override
  public String path(String path, TargetModel target) {
    boolean other = embedsContent(target) && path.endsWith(PREDICT);
    return other ? path.substring(0, path.length() - PREDICT.length()) + ":embedContent" : path;
  }

  @Override
  public Body write(EmbeddingBatch batch, TargetModel target, Losses losses) {
    var root = embedsContent(target) ? content(batch) : instances(batch);
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  private static ObjectNode content(EmbeddingBatch batch) {
    var root = Json.MAPPER.createObjectNode();
    GeminiEmbeddings.put(batch.texts().getFirst(), batch, root);
    return root.put("autoTruncate", false);
  }

  private static ObjectNode instances(EmbeddingBatch batch) {
    var root = Json.MAPPER.createObjectNode();
    var instances = root.putArray("instances");
    for (var text : batch.texts()) {
      var instance = instances.addObject().put("content", text);
      if (batch.purpose() != null) instance.put("task_type", TaskTypes.text(batch.purpose()));
      if (batch.title() != null) instance.put("title", batch.title());
    }
    // The default is true, which cuts a long text silently.
    var parameters = root.putObject("parameters").put("autoTruncate", false);
    if (batch.dimensions() != null) parameters.put("outputDimensionality", batch.dimensions());
    return root;
  }

  @Override
  public EmbeddingAnswer read(Body body, Headers headers, TargetModel target) {
    var provider = target.provider();
    var root = EmbeddingVectors.document(body, provider);
    if (embedsContent(target)) {
      var vector = EmbeddingVectors.one(root.at("/embedding/values"), provider);
      var tokens = JsonNodes.whole(root.path("usageMetadata"), "promptTokenCount");
      return new EmbeddingAnswer("", List.of(vector), usage(tokens));
    }
    var arrays = Json.MAPPER.createArrayNode();
    Long tokens = null;
    for (var prediction : root.path("predictions")) {
      var embeddings = prediction.path("embeddings");
      arrays.add(embeddings.path("values"));
      var counted = tokens(embeddings.path("statistics"));
      if (counted != null) tokens = counted + (tokens == null ? 0 : tokens);
    }
    return new EmbeddingAnswer("", EmbeddingVectors.read(arrays, provider), usage(tokens));
  }

  /// Returns the token count, which is a decimal such as `4.0`, since protobuf's Struct has no
  /// whole numbers.
  private static @Nullable Long tokens(JsonNode statistics) {
    return ProtoJson.whole(statistics.path("token_count"));
  }

  private static @Nullable Usage usage(@Nullable Long tokens) {
    return tokens == null ? null : Usage.of(tokens, 0);
  }
}
