package io.llmcallgateway.upstream.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/// The model `embedding`: makes a vector of length 1 for each input, the same for equal inputs.
final class EmbeddingModel {
  private static final int USUAL_DIMENSIONS = 256;
  private static final int MOST_DIMENSIONS = 4096;
  private static final int MOST_INPUTS = 2048;

  private EmbeddingModel() {}

  static String answer(DemoRequest request) throws ErrorReplyException {
    var inputs = inputs(request.body().path("input"));
    int dimensions = dimensions(request.body().path("dimensions"));
    boolean base64 = isBase64(request.body().path("encoding_format"));
    var out = new StringBuilder("{\"object\":\"list\",\"data\":[");
    int tokens = 0;
    for (int i = 0; i < inputs.size(); i++) {
      var input = inputs.get(i);
      tokens += input.isString() ? TokenSplitter.count(input.stringValue()) : input.size();
      if (i > 0) out.append(',');
      out.append("{\"object\":\"embedding\",\"index\":").append(i).append(",\"embedding\":");
      write(out, vector(input.toString(), dimensions), base64);
      out.append('}');
    }
    out.append("],\"model\":");
    JsonStrings.quote(out, request.model());
    return out.append(",\"usage\":{\"prompt_tokens\":")
        .append(tokens)
        .append(",\"total_tokens\":")
        .append(tokens)
        .append("}}")
        .toString();
  }

  private static List<JsonNode> inputs(JsonNode input) throws ErrorReplyException {
    if (input.isMissingNode()) throw DemoRequest.missing("input");
    var inputs = new ArrayList<JsonNode>();
    if (input.isString() || isTokens(input)) inputs.add(input);
    else if (input.isArray()) inputs.addAll(input.values());
    if (inputs.isEmpty() || inputs.size() > MOST_INPUTS) {
      throw ErrorReplyException.badRequest(
          "input", null, "'$.input' is invalid: 1 to 2048 inputs are taken.");
    }
    for (var one : inputs) {
      if (!isTokens(one) && one.stringValue("").isEmpty()) {
        throw ErrorReplyException.badRequest(
            "input",
            null,
            "'$.input' is invalid: a text that is not empty, an array of texts, tokens, or an"
                + " array of token arrays is expected.");
      }
    }
    return inputs;
  }

  private static boolean isTokens(JsonNode node) {
    if (!node.isArray() || node.isEmpty()) return false;
    for (var token : node.values()) if (!token.isIntegralNumber()) return false;
    return true;
  }

  private static int dimensions(JsonNode node) throws ErrorReplyException {
    if (DemoRequest.isAbsent(node)) return USUAL_DIMENSIONS;
    if (!node.isInt() || node.intValue() < 1 || node.intValue() > MOST_DIMENSIONS) {
      throw ErrorReplyException.badRequest(
          "dimensions", null, "Invalid 'dimensions': expected an integer from 1 to 4096.");
    }
    return node.intValue();
  }

  private static boolean isBase64(JsonNode node) throws ErrorReplyException {
    if (DemoRequest.isAbsent(node)) return false;
    return switch (node.asString("")) {
      case "float" -> false;
      case "base64" -> true;
      default ->
          throw ErrorReplyException.badRequest(
              "encoding_format",
              "invalid_value",
              "Invalid value for 'encoding_format'. Supported values are: 'float' and 'base64'.");
    };
  }

  private static float[] vector(String input, int dimensions) {
    long seed = 0xcbf29ce484222325L;
    for (int i = 0; i < input.length(); i++) seed = (seed ^ input.charAt(i)) * 0x100000001b3L;
    var random = new SplittableRandom(seed);
    var raw = new double[dimensions];
    double squares = 0;
    for (int i = 0; i < dimensions; i++) {
      raw[i] = random.nextGaussian();
      squares += raw[i] * raw[i];
    }
    var vector = new float[dimensions];
    double length = Math.max(Math.sqrt(squares), Double.MIN_NORMAL);
    for (int i = 0; i < dimensions; i++) vector[i] = (float) (raw[i] / length);
    return vector;
  }

  private static void write(StringBuilder out, float[] vector, boolean base64) {
    if (base64) {
      var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(vector);
      out.append('"').append(Base64.getEncoder().encodeToString(bytes.array())).append('"');
      return;
    }
    out.append('[');
    for (int i = 0; i < vector.length; i++) {
      if (i > 0) out.append(',');
      out.append(vector[i]);
    }
    out.append(']');
  }
}
