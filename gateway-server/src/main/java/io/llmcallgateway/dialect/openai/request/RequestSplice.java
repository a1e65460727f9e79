package io.llmcallgateway.dialect.openai.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Facts.CostAsked;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Json;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/// Changes a request by byte ranges: the model's name and the stream options. All else, white space
/// and key order included, stays as the client wrote it, since prompt caches depend on it.
public final class RequestSplice {
  private static final byte[] MEMBER =
      ",\"stream_options\":{\"include_usage\":true}".getBytes(UTF_8);
  private static final byte[] OBJECT = "{\"include_usage\":true}".getBytes(UTF_8);
  private static final byte[] TRUE = "true".getBytes(UTF_8);
  private static final byte[] FIRST = "\"include_usage\":true".getBytes(UTF_8);
  private static final byte[] FIRST_OF_MORE = "\"include_usage\":true,".getBytes(UTF_8);

  private RequestSplice() {}

  public static Body apply(Body request, Facts facts, String model, boolean askUsage) {
    var options = facts.streamOptions();
    var name = modelSpan(facts);
    if (options != null && facts.cost() != CostAsked.NO) {
      if (options.start() > name.start()) {
        return withModel(costless(request, facts, options, askUsage), facts, model);
      }
      return costless(withModel(request, facts, model), facts, options, askUsage);
    }
    boolean ask = askUsage && facts.stream() && !facts.wantsUsage();
    if (!ask) return withModel(request, facts, model);
    if (options == null) {
      var end = new Span(name.end(), name.end());
      return withModel(request.splice(end, MEMBER), facts, model);
    }
    // The later range goes first, so that the earlier one's offsets still hold.
    if (options.start() > name.start()) {
      return withModel(askIn(request, facts, options), facts, model);
    }
    return askIn(withModel(request, facts, model), facts, options);
  }

  /// Returns the request without `include_cost`, which the gateway answers itself and a provider
  /// may refuse, and with `include_usage` if usage is asked for.
  private static Body costless(Body request, Facts facts, Span options, boolean askUsage) {
    var tree = Json.MAPPER.readTree(request.slice(options).toByteArray());
    if (!(tree instanceof ObjectNode object)) return request;
    object.remove("include_cost");
    if (askUsage && facts.stream()) object.put("include_usage", true);
    var node = object.isEmpty() && !askUsage ? object.nullNode() : object;
    return request.splice(options, Json.MAPPER.writeValueAsBytes(node));
  }

  private static Body withModel(Body request, Facts facts, String model) {
    if (model.equals(facts.model())) return request;
    return request.splice(modelSpan(facts), Json.string(model));
  }

  private static Span modelSpan(Facts facts) {
    return Objects.requireNonNull(facts.modelSpan(), "the body holds the model's name");
  }

  private static Body askIn(Body request, Facts facts, Span options) {
    var include = facts.includeUsage();
    if (include != null) return request.splice(include, TRUE);
    var bytes = request.slice(options).toByteArray();
    if (bytes[0] != '{') return request.splice(options, OBJECT); // null
    var inside = new Span(options.start() + 1, options.start() + 1);
    return request.splice(inside, isEmptyObject(bytes) ? FIRST : FIRST_OF_MORE);
  }

  private static boolean isEmptyObject(byte[] object) {
    for (int i = 1; i < object.length - 1; i++) {
      if (object[i] > ' ') return false;
    }
    return true;
  }
}
