package io.llmcallgateway.dialect.bedrock.embedding;

import io.llmcallgateway.dialect.EmbeddingTarget;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.support.CohereEmbeddings;
import io.llmcallgateway.dialect.support.EmbeddingVectors;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingBatch;
import io.llmcallgateway.model.embedding.Purpose;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// InvokeModel's embeddings: each family of models has bodies of its own, which the rules of a
/// model name.
public final class EmbeddingCodec implements EmbeddingTarget {
  /// Tokens that went in, where the body does not tell them (Cohere, Nova).
  private static final String TOKENS = "x-amzn-bedrock-input-token-count";

  @Override
  public Body write(EmbeddingBatch batch, TargetModel target, Losses losses) {
    var root =
        switch (target.rules().embedding().form()) {
          case TITAN -> titan(batch, losses);
          case TITAN_IMAGE -> titanImage(batch, losses);
          case COHERE -> CohereEmbeddings.request(batch, losses);
          case NOVA -> nova(batch, losses);
          case USUAL, EMBED_CONTENT -> throw unknown(target);
        };
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  /// docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html. The first
  /// version takes the text alone. Vectors come normalized unless asked otherwise.
  private static ObjectNode titan(EmbeddingBatch batch, Losses losses) {
    tellUnsupported(batch, losses);
    var root = Json.MAPPER.createObjectNode().put("inputText", batch.texts().getFirst());
    if (batch.dimensions() != null) root.put("dimensions", batch.dimensions());
    return root;
  }

  /// docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-mm.html
  private static ObjectNode titanImage(EmbeddingBatch batch, Losses losses) {
    tellUnsupported(batch, losses);
    var root = Json.MAPPER.createObjectNode().put("inputText", batch.texts().getFirst());
    if (batch.dimensions() != null) {
      root.putObject("embeddingConfig").put("outputEmbeddingLength", batch.dimensions());
    }
    return root;
  }

  private static void tellUnsupported(EmbeddingBatch batch, Losses losses) {
    if (batch.purpose() != null) losses.add("input_type", "unsupported");
    if (batch.title() != null) losses.add("title", "unsupported");
  }

  /// docs.aws.amazon.com/nova/latest/userguide/embeddings-schema.html
  private static ObjectNode nova(EmbeddingBatch batch, Losses losses) {
    var root = Json.MAPPER.createObjectNode().put("taskType", "SINGLE_EMBEDDING");
    var asked = root.putObject("singleEmbeddingParams");
    asked.put("embeddingPurpose", novaPurpose(batch.purpose(), losses));
    if (batch.dimensions() != null) asked.put("embeddingDimension", batch.dimensions());
    // a text too long is an error, not cut in silence
    asked.putObject("text").put("truncationMode", "NONE").put("value", batch.texts().getFirst());
    if (batch.title() != null) losses.add("title", "unsupported");
    return root;
  }

  /// Texts are searched here, for which Nova has a purpose of its own.
  private static String novaPurpose(@Nullable Purpose purpose, Losses losses) {
    if (purpose == null) return "GENERIC_INDEX";
    return switch (purpose) {
      case SEARCH_DOCUMENT -> "GENERIC_INDEX";
      case SEARCH_QUERY -> "TEXT_RETRIEVAL";
      case CLASSIFICATION -> "CLASSIFICATION";
      case CLUSTERING -> "CLUSTERING";
      case SEMANTIC_SIMILARITY, QUESTION_ANSWERING, FACT_VERIFICATION, CODE_RETRIEVAL_QUERY -> {
        boolean searches = purpose.searches();
        losses.add("input_type", searches ? "search_query" : "search_document");
        yield searches ? "TEXT_RETRIEVAL" : "GENERIC_INDEX";
      }
    };
  }

  private static GatewayException unknown(TargetModel target) {
    return new GatewayException(
        Failure.of(
            Failure.Kind.UNSUPPORTED,
            "How the model '"
                + target.model()
                + "' makes embeddings on Bedrock is not known: a rule with 'embedding-form' in"
                + " gateway.yaml can say so."));
  }

  @Override
  public EmbeddingAnswer read(Body body, Headers headers, TargetModel target) {
    var provider = target.provider();
    var root = EmbeddingVectors.document(body, provider);
    var tokens = JsonNodes.whole(root, "inputTextTokenCount");
    if (tokens == null) tokens = counted(headers);
    return new EmbeddingAnswer(
        "", vectors(root, target), tokens == null ? null : Usage.of(tokens, 0));
  }

  private static List<List<Double>> vectors(JsonNode root, TargetModel target) {
    var provider = target.provider();
    return switch (target.rules().embedding().form()) {
      case TITAN, TITAN_IMAGE -> List.of(EmbeddingVectors.one(root.path("embedding"), provider));
      case NOVA -> List.of(EmbeddingVectors.one(root.at("/embeddings/0/embedding"), provider));
      case COHERE, USUAL, EMBED_CONTENT ->
          EmbeddingVectors.read(CohereEmbeddings.arrays(root), provider);
    };
  }

  private static @Nullable Long counted(Headers headers) {
    var text = headers.first(TOKENS);
    return text != null && text.matches("\\d{1,12}") ? Long.valueOf(text) : null;
  }
}
