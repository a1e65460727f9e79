package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.model.embedding.Purpose;
import io.llmcallgateway.wire.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reading and writing the vectors of embeddings.
public final class Vectors {
  private Vectors() {}

  /// The answer as a tree. Throws a `GatewayException` where it is no JSON.
  public static JsonNode document(Body body, String provider) {
    try {
      return Json.MAPPER.readTree(body.toByteArray());
    } catch (JacksonException e) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_ERROR, provider, "The provider's answer is not valid JSON."),
          e);
    }
  }

  /// The length asked for; null where none is. Throws a `GatewayException` where it is no length.
  public static @Nullable Integer dimensions(JsonNode request, String member) {
    var node = request.path(member);
    if (node.isMissingNode() || node.isNull()) return null;
    if (node.isIntegralNumber() && node.canConvertToInt() && node.asInt() > 0) return node.asInt();
    throw RequestScan.invalid("'" + member + "' must be a whole number above 0.", member);
  }

  /// Sets the length asked for, if the target's model takes one.
  public static void putDimensions(
      ObjectNode node, String member, EmbeddingRequest request, TargetModel target, Losses losses) {
    if (request.dimensions() == null) return;
    if (target.rules().rejected().contains("dimensions")) {
      losses.changesMeaning("dimensions", "unsupported");
    } else {
      node.put(member, request.dimensions());
    }
  }

  /// Cohere's `input_type`, which must be there: documents, where the client does not say.
  public static String cohereType(@Nullable Purpose purpose) {
    return switch (purpose) {
      case QUERY, QUESTION_ANSWERING, FACT_VERIFICATION, CODE_QUERY -> "search_query";
      case CLASSIFICATION -> "classification";
      case CLUSTERING, SIMILARITY -> "clustering";
      case DOCUMENT -> "search_document";
      case null -> "search_document";
    };
  }

  /// The array of arrays of numbers. Throws a `GatewayException` where it is none.
  public static List<List<Double>> read(JsonNode arrays, String provider) {
    var vectors = new ArrayList<List<Double>>(arrays.size());
    for (var array : arrays) vectors.add(one(array));
    if (!vectors.isEmpty() && vectors.stream().noneMatch(List::isEmpty)) return vectors;
    throw new GatewayException(
        Failure.ofProvider(
            Failure.Kind.UPSTREAM_ERROR, provider, "The provider's answer holds no embeddings."));
  }

  public static List<Double> one(JsonNode array) {
    var vector = new ArrayList<Double>(array.size());
    for (var value : array) vector.add(value.asDouble(0));
    return vector;
  }

  /// Base64 of little-endian 32-bit floats, as OpenAI's `encoding_format: base64` has it.
  public static String base64(List<Double> vector) {
    var bytes = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (var value : vector) bytes.putFloat(value.floatValue());
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
