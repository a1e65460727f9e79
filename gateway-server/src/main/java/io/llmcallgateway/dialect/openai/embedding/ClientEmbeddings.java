package io.llmcallgateway.dialect.openai.embedding;

import io.llmcallgateway.dialect.EmbeddingClient;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.openai.content.TypedMembers;
import io.llmcallgateway.dialect.support.EmbeddingVectors;
import io.llmcallgateway.dialect.support.RequestBodyParser;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingInput;
import io.llmcallgateway.model.embedding.EmbeddingInput.Content;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.model.embedding.Purpose;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the embedding requests of OpenAI's clients and writes their answers. LiteLLM's clients may
/// also send `input_type`.
public final class ClientEmbeddings implements EmbeddingClient {
  private static final Set<String> CARRIED =
      Set.of("model", "input", "dimensions", "encoding_format", "input_type");

  @Override
  public EmbeddingRequest read(Inbound in) {
    var root = Json.MAPPER.readTree(in.body().toByteArray());
    var format = TypedMembers.text(root, "encoding_format");
    if (format != null && !format.equals("float") && !format.equals("base64")) {
      throw TypedMembers.value(
          "encoding_format", "'encoding_format' is neither 'float' nor 'base64'.");
    }
    var dimensions = dimensions(root);
    var purpose = purpose(TypedMembers.text(root, "input_type"));
    var inputs = new ArrayList<EmbeddingInput>();
    for (var content : contents(root.path("input"))) {
      inputs.add(new EmbeddingInput(content, dimensions, purpose, null));
    }
    var others = new TreeSet<>(root.propertyNames());
    others.removeAll(CARRIED);
    return new EmbeddingRequest(inputs, "base64".equals(format), false, List.copyOf(others));
  }

  private static @Nullable Integer dimensions(JsonNode root) {
    var dimensions = TypedMembers.whole(root, "dimensions");
    if (dimensions == null) return null;
    if (dimensions < 1 || dimensions > Integer.MAX_VALUE) {
      throw TypedMembers.type("dimensions", "a positive integer");
    }
    return dimensions.intValue();
  }

  private static @Nullable Purpose purpose(@Nullable String inputType) {
    if (inputType == null) return null;
    var purpose = Purpose.of(inputType);
    if (purpose != null) return purpose;
    throw TypedMembers.value(
        "input_type",
        "'input_type' is not known: '" + inputType + "'; search_document and search_query are.");
  }

  /// Returns the inputs: a text, tokens, texts or arrays of tokens, never mixed.
  private static List<Content> contents(JsonNode input) {
    if (input.isString()) return List.of(text(input, "input"));
    if (!input.isArray()) throw TypedMembers.type("input", "a string or an array");
    if (input.isEmpty()) throw RequestBodyParser.invalid("'input' holds no text.", "input");
    if (input.get(0).isNumber()) return List.of(tokens(input, "input"));
    if (input.size() > EmbeddingRequest.MOST_INPUTS) {
      throw RequestBodyParser.invalid(
          "'input' holds more than " + EmbeddingRequest.MOST_INPUTS + ".", "input");
    }
    boolean texts = input.get(0).isString();
    var contents = new ArrayList<Content>(input.size());
    for (int i = 0; i < input.size(); i++) {
      var item = input.get(i);
      var path = "input[" + i + "]";
      contents.add(texts ? text(item, path) : tokens(item, path));
    }
    return contents;
  }

  private static Content text(JsonNode node, String path) {
    if (!node.isString()) {
      throw TypedMembers.value(
          "input", "'" + path + "' is no text: texts and tokens cannot be mixed.");
    }
    if (node.asString().isEmpty())
      throw TypedMembers.value("input", "'" + path + "' is an empty text.");
    return new Content.Text(node.asString());
  }

  private static Content tokens(JsonNode node, String path) {
    if (!node.isArray() || node.isEmpty()) {
      throw TypedMembers.value(
          "input", "'" + path + "' is no array of tokens: texts and tokens cannot be mixed.");
    }
    var tokens = new ArrayList<Integer>(node.size());
    for (var token : node) {
      if (!token.isInt() || token.asInt() < 0) {
        throw TypedMembers.value(
            "input", "'" + path + "' holds what is no token: " + start(token) + ".");
      }
      tokens.add(token.asInt());
    }
    return new Content.Tokens(tokens);
  }

  private static String start(JsonNode node) {
    var text = node.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  @Override
  public Body write(EmbeddingAnswer answer, EmbeddingRequest asked, String model) {
    var root = Json.MAPPER.createObjectNode().put("object", "list");
    var data = root.putArray("data");
    int index = 0;
    for (var vector : answer.vectors()) {
      var item = data.addObject().put("object", "embedding").put("index", index++);
      if (asked.base64()) {
        item.put("embedding", EmbeddingVectors.base64(vector));
      } else {
        var values = item.putArray("embedding");
        for (var value : vector) values.add(value);
      }
    }
    root.put("model", answer.model().isEmpty() ? model : answer.model());
    var usage = answer.usage();
    long tokens = usage == null ? 0 : usage.promptTokens();
    root.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }
}
