package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.wire.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reading and writing the vectors of embeddings.
public final class EmbeddingVectors {
  private EmbeddingVectors() {}

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

  /// The array of arrays of numbers. Throws a `GatewayException` where it is none.
  public static List<List<Double>> read(JsonNode arrays, String provider) {
    var vectors = new ArrayList<List<Double>>(arrays.size());
    for (var array : arrays) vectors.add(one(array, provider));
    if (vectors.isEmpty()) throw none(provider);
    return vectors;
  }

  /// The array of numbers. Throws a `GatewayException` where it is none.
  public static List<Double> one(JsonNode array, String provider) {
    var vector = new ArrayList<Double>(array.size());
    for (var value : array) {
      if (!value.isNumber()) throw none(provider);
      vector.add(value.asDouble());
    }
    if (vector.isEmpty()) throw none(provider);
    return vector;
  }

  private static GatewayException none(String provider) {
    return new GatewayException(
        Failure.ofProvider(
            Failure.Kind.UPSTREAM_ERROR, provider, "The provider's answer holds no embeddings."));
  }

  /// Base64 of little-endian 32-bit floats, as OpenAI's `encoding_format: base64` has it.
  public static String base64(List<Double> vector) {
    var bytes = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (var value : vector) bytes.putFloat(value.floatValue());
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
