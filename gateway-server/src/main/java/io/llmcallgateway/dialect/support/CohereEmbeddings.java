package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.embedding.EmbeddingBatch;
import io.llmcallgateway.model.embedding.Purpose;
import io.llmcallgateway.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Cohere's embeddings, which Cohere and Bedrock ask for alike: docs.cohere.com/reference/embed,
/// docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html.
public final class CohereEmbeddings {
  private CohereEmbeddings() {}

  /// All but the model's name, which Bedrock has in its path.
  public static ObjectNode request(EmbeddingBatch batch, Losses losses) {
    var root = Json.MAPPER.createObjectNode();
    root.put("input_type", inputType(batch.purpose(), losses));
    root.putArray("embedding_types").add("float");
    var texts = root.putArray("texts");
    batch.texts().forEach(texts::add);
    if (batch.dimensions() != null) root.put("output_dimension", batch.dimensions());
    root.put("truncate", "NONE"); // a text too long is an error, not cut in silence
    if (batch.title() != null) losses.add("title", "unsupported");
    return root;
  }

  /// The purpose is required. Clients of OpenAI's format that name none mean documents to be found.
  private static String inputType(@Nullable Purpose purpose, Losses losses) {
    if (purpose == null) return Purpose.SEARCH_DOCUMENT.text();
    return switch (purpose) {
      case SEARCH_DOCUMENT, SEARCH_QUERY, CLASSIFICATION, CLUSTERING -> purpose.text();
      case SEMANTIC_SIMILARITY, QUESTION_ANSWERING, FACT_VERIFICATION, CODE_RETRIEVAL_QUERY -> {
        var nearest = purpose.searches() ? Purpose.SEARCH_QUERY : Purpose.SEARCH_DOCUMENT;
        losses.add("input_type", nearest.text());
        yield nearest.text();
      }
    };
  }

  /// The arrays of an answer: by type, or as they come where no type was asked for.
  public static JsonNode arrays(JsonNode answer) {
    var embeddings = answer.path("embeddings");
    return embeddings.isObject() ? embeddings.path("float") : embeddings;
  }
}
