package io.llmcallgateway.dialect.openai;

import io.llmcallgateway.dialect.RequestScan;
import io.llmcallgateway.dialect.Vectors;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.Tree;
import java.util.ArrayList;

/// Embeddings as OpenAI's clients ask for them.
final class Embeddings {
  private Embeddings() {}

  static EmbeddingRequest read(Body body) {
    var root = Json.MAPPER.readTree(body.toByteArray());
    var input = root.path("input");
    var texts = new ArrayList<String>();
    if (input.isString()) texts.add(input.asString());
    for (var item : input) {
      if (!item.isString()) {
        throw RequestScan.invalid(
            "This model takes texts; send 'input' as a string or strings, not as tokens.", "input");
      }
      texts.add(item.asString());
    }
    if (texts.isEmpty()) throw RequestScan.invalid("'input' holds no text.", "input");
    var dimensions = Tree.whole(root, "dimensions");
    return new EmbeddingRequest(
        Tree.text(root, "model", ""),
        texts,
        dimensions == null ? null : (Integer) Math.toIntExact(dimensions),
        Tree.text(root, "encoding_format", "float").equals("base64"));
  }

  static Body write(EmbeddingAnswer answer, EmbeddingRequest asked, String model) {
    var root = Json.MAPPER.createObjectNode().put("object", "list");
    var data = root.putArray("data");
    int index = 0;
    for (var vector : answer.vectors()) {
      var item = data.addObject().put("object", "embedding").put("index", index++);
      if (asked.base64()) {
        item.put("embedding", Vectors.base64(vector));
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
