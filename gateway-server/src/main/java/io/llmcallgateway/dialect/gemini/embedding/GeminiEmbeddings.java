package io.llmcallgateway.dialect.gemini.embedding;

import io.llmcallgateway.dialect.EmbeddingTarget;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.support.EmbeddingVectors;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingBatch;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import tools.jackson.databind.node.ObjectNode;

/// Writes `batchEmbedContents` requests to the Gemini API, with one entry for each text, and reads
/// their answers: ai.google.dev/api/embeddings.
public final class GeminiEmbeddings implements EmbeddingTarget {
  @Override
  public Body write(EmbeddingBatch batch, TargetModel target, Losses losses) {
    var root = Json.MAPPER.createObjectNode();
    var requests = root.putArray("requests");
    for (var text : batch.texts()) {
      var one = requests.addObject().put("model", "models/" + target.model());
      put(text, batch, one);
    }
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  /// Writes a text and its settings.
  static void put(String text, EmbeddingBatch batch, ObjectNode request) {
    request.putObject("content").putArray("parts").addObject().put("text", text);
    if (batch.purpose() != null) request.put("taskType", TaskTypes.text(batch.purpose()));
    if (batch.title() != null) request.put("title", batch.title());
    if (batch.dimensions() != null) request.put("outputDimensionality", batch.dimensions());
  }

  @Override
  public EmbeddingAnswer read(Body body, Headers headers, TargetModel target) {
    var root = EmbeddingVectors.document(body, target.provider());
    var arrays = Json.MAPPER.createArrayNode();
    for (var embedding : root.path("embeddings")) arrays.add(embedding.path("values"));
    var tokens = JsonNodes.whole(root.path("usageMetadata"), "promptTokenCount");
    return new EmbeddingAnswer(
        "",
        EmbeddingVectors.read(arrays, target.provider()),
        tokens == null ? null : Usage.of(tokens, 0));
  }
}
