package io.llmcallgateway.dialect.gemini;

import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.Vectors;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.Tree;

/// `batchEmbedContents`: one request for each text.
final class Embeddings {
  private Embeddings() {}

  static Body write(EmbeddingRequest request, TargetModel target) {
    var root = Json.MAPPER.createObjectNode();
    var requests = root.putArray("requests");
    for (var text : request.inputs()) {
      var one = requests.addObject().put("model", "models/" + target.model());
      one.putObject("content").putArray("parts").addObject().put("text", text);
      if (request.dimensions() != null) one.put("outputDimensionality", request.dimensions());
    }
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  static EmbeddingAnswer read(Body body, TargetModel target) {
    var root = Vectors.document(body, target.provider());
    var arrays = Json.MAPPER.createArrayNode();
    for (var embedding : root.path("embeddings")) arrays.add(embedding.path("values"));
    var tokens = Tree.whole(root.path("usageMetadata"), "promptTokenCount");
    return new EmbeddingAnswer(
        "", Vectors.read(arrays, target.provider()), tokens == null ? null : Usage.of(tokens, 0));
  }
}
