package io.llmcallgateway.dialect.gemini.embedding;

import io.llmcallgateway.dialect.EmbeddingClient;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/// Reads clients' `embedContent` and `batchEmbedContents` requests and writes their answers.
public final class ClientEmbeddings implements EmbeddingClient {
  @Override
  public EmbeddingRequest read(Inbound in) {
    var root = Json.MAPPER.readTree(in.body().toByteArray());
    boolean single = "embedContent".equals(in.place().query().get(UrlParameters.VERB));
    return new EmbeddingReader().read(root, single);
  }

  @Override
  public Body write(EmbeddingAnswer answer, EmbeddingRequest asked, String model) {
    var root = Json.MAPPER.createObjectNode();
    if (asked.single()) {
      values(answer.vectors().getFirst(), root.putObject("embedding").putArray("values"));
    } else {
      var embeddings = root.putArray("embeddings");
      for (var vector : answer.vectors()) values(vector, embeddings.addObject().putArray("values"));
    }
    var usage = answer.usage();
    if (usage != null)
      root.putObject("usageMetadata").put("promptTokenCount", usage.promptTokens());
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  private static void values(List<Double> vector, ArrayNode values) {
    for (var value : vector) values.add(value);
  }
}
