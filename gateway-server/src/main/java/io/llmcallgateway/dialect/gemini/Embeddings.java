package io.llmcallgateway.dialect.gemini;

import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.Place;
import io.llmcallgateway.dialect.RequestScan;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.Vectors;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.model.embedding.EmbeddingRequest.Input;
import io.llmcallgateway.model.embedding.Purpose;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.Tree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `embedContent` and `batchEmbedContents` (ai.google.dev/api/embeddings), and Vertex AI's
/// `predict` for the same models.
final class Embeddings {
  private Embeddings() {}

  static EmbeddingRequest read(Inbound in, String model) {
    var root = Json.MAPPER.readTree(in.body().toByteArray());
    var requests = isBatch(in) ? root.path("requests") : Json.MAPPER.createArrayNode().add(root);
    var inputs = new ArrayList<Input>(requests.size());
    for (var request : requests) {
      inputs.add(new Input.Text(text(request)));
      if (!settings(request).equals(settings(requests.path(0)))) {
        throw RequestScan.invalid(
            "All 'requests' must have the same taskType, title and outputDimensionality.",
            "requests");
      }
    }
    if (inputs.isEmpty()) throw RequestScan.invalid("'requests' holds no text.", "requests");
    var first = requests.path(0);
    return new EmbeddingRequest(
        model,
        inputs,
        Vectors.dimensions(first, "outputDimensionality"),
        false,
        purpose(Tree.text(first, "taskType", "")),
        Tree.text(first, "title"));
  }

  private static boolean isBatch(Inbound in) {
    return "batchEmbedContents".equals(in.place().query().get(Place.VERB));
  }

  private static List<JsonNode> settings(JsonNode request) {
    return List.of(
        request.path("taskType"), request.path("title"), request.path("outputDimensionality"));
  }

  private static String text(JsonNode request) {
    var text = new StringBuilder();
    for (var part : request.path("content").path("parts")) {
      if (!part.path("text").isString()) {
        throw RequestScan.invalid("The provider makes embeddings of text alone.", "content.parts");
      }
      text.append(part.path("text").asString());
    }
    if (text.isEmpty()) throw RequestScan.invalid("'content' holds no text.", "content");
    return text.toString();
  }

  private static @Nullable Purpose purpose(String taskType) {
    return switch (taskType) {
      case "", "TASK_TYPE_UNSPECIFIED" -> null;
      case "RETRIEVAL_QUERY" -> Purpose.QUERY;
      case "RETRIEVAL_DOCUMENT" -> Purpose.DOCUMENT;
      case "SEMANTIC_SIMILARITY" -> Purpose.SIMILARITY;
      case "CLASSIFICATION" -> Purpose.CLASSIFICATION;
      case "CLUSTERING" -> Purpose.CLUSTERING;
      case "QUESTION_ANSWERING" -> Purpose.QUESTION_ANSWERING;
      case "FACT_VERIFICATION" -> Purpose.FACT_VERIFICATION;
      case "CODE_RETRIEVAL_QUERY" -> Purpose.CODE_QUERY;
      default -> throw RequestScan.invalid("'taskType' is unknown: " + taskType + ".", "taskType");
    };
  }

  private static String taskType(Purpose purpose) {
    return switch (purpose) {
      case QUERY -> "RETRIEVAL_QUERY";
      case DOCUMENT -> "RETRIEVAL_DOCUMENT";
      case SIMILARITY -> "SEMANTIC_SIMILARITY";
      case CLASSIFICATION -> "CLASSIFICATION";
      case CLUSTERING -> "CLUSTERING";
      case QUESTION_ANSWERING -> "QUESTION_ANSWERING";
      case FACT_VERIFICATION -> "FACT_VERIFICATION";
      case CODE_QUERY -> "CODE_RETRIEVAL_QUERY";
    };
  }

  static Body write(EmbeddingAnswer answer, Inbound in) {
    var root = Json.MAPPER.createObjectNode();
    if (isBatch(in)) {
      var all = root.putArray("embeddings");
      for (var vector : answer.vectors()) values(all.addObject(), vector);
    } else {
      values(root.putObject("embedding"), answer.vectors().getFirst());
    }
    var usage = answer.usage();
    if (usage != null) {
      root.putObject("usageMetadata").put("promptTokenCount", usage.promptTokens());
    }
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  private static void values(ObjectNode embedding, List<Double> vector) {
    ArrayNode values = embedding.putArray("values");
    for (var value : vector) values.add(value);
  }

  static Body write(EmbeddingRequest request, TargetModel target, Losses losses) {
    var root = Json.MAPPER.createObjectNode();
    var requests = root.putArray("requests");
    for (var text : request.texts()) {
      var one = requests.addObject().put("model", "models/" + target.model());
      one.putObject("content").putArray("parts").addObject().put("text", text);
      if (request.purpose() != null) one.put("taskType", taskType(request.purpose()));
      if (request.title() != null) one.put("title", request.title());
      Vectors.putDimensions(one, "outputDimensionality", request, target, losses);
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

  /// Vertex AI: cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api.
  static Body writePrediction(EmbeddingRequest request, TargetModel target, Losses losses) {
    var root = Json.MAPPER.createObjectNode();
    var instances = root.putArray("instances");
    for (var text : request.texts()) {
      var one = instances.addObject().put("content", text);
      if (request.purpose() != null) one.put("task_type", taskType(request.purpose()));
      if (request.title() != null) one.put("title", request.title());
    }
    var parameters = Json.MAPPER.createObjectNode();
    Vectors.putDimensions(parameters, "outputDimensionality", request, target, losses);
    if (!parameters.isEmpty()) root.set("parameters", parameters);
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  static EmbeddingAnswer readPrediction(Body body, TargetModel target) {
    var root = Vectors.document(body, target.provider());
    var arrays = Json.MAPPER.createArrayNode();
    long tokens = 0;
    for (var prediction : root.path("predictions")) {
      var embeddings = prediction.path("embeddings");
      arrays.add(embeddings.path("values"));
      tokens += (long) embeddings.path("statistics").path("token_count").asDouble(0);
    }
    return new EmbeddingAnswer(
        "", Vectors.read(arrays, target.provider()), tokens == 0 ? null : Usage.of(tokens, 0));
  }
}
