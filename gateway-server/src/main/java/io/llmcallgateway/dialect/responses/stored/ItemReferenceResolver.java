package io.llmcallgateway.dialect.responses.stored;

import static io.llmcallgateway.dialect.support.RequestBodyParser.invalid;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.llmcallgateway.dialect.StoredCalls;
import io.llmcallgateway.dialect.responses.content.ObjectMembers;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Replaces references to items that the gateway answered earlier by the items: a client that
/// stores its answers may send no more than an item's id. A provider's own ids stay as they are,
/// since that provider knows them.
final class ItemReferenceResolver {
  static final String TYPE = "item_reference";

  private static final Pattern OWN = Pattern.compile("[a-z]+_([0-9a-f]{32})_[0-9]+");
  private static final int MOST_RESPONSES = 512;

  private final String key;
  private final StoredCalls memory;
  private final Map<String, JsonNode> answers = new HashMap<>();

  private ItemReferenceResolver(String key, StoredCalls memory) {
    this.key = key;
    this.memory = memory;
  }

  /// Returns the input with references replaced, or null if there is nothing to replace.
  static byte @Nullable [] resolved(ObjectMembers request, String key, StoredCalls memory) {
    var input = request.value("input");
    if (input == null || !new String(input, ISO_8859_1).contains(TYPE)) return null;
    var references = new ItemReferenceResolver(key, memory);
    boolean any = false;
    var items = Json.MAPPER.createArrayNode();
    for (var item : request.tree("input")) {
      var found = references.of(item);
      any |= found != null;
      items.add(found == null ? item : found);
    }
    return any ? Json.MAPPER.writeValueAsBytes(items) : null;
  }

  private @Nullable JsonNode of(JsonNode item) {
    if (!JsonNodes.text(item, "type", "").equals(TYPE)) return null;
    var id = JsonNodes.text(item, "id", "");
    var parts = OWN.matcher(id);
    if (!parts.matches()) return null;
    for (var each : output("resp_" + parts.group(1))) {
      if (JsonNodes.text(each, "id", "").equals(id)) return each;
    }
    throw notFound(id);
  }

  private JsonNode output(String response) {
    var known = answers.get(response);
    if (known != null) return known;
    if (answers.size() == MOST_RESPONSES) {
      throw invalid("The input refers to more than " + MOST_RESPONSES + " responses.", "input");
    }
    var kept = StoredResponse.find(response, key, memory);
    var output = kept == null ? Json.MAPPER.createArrayNode() : kept.answer().tree("output");
    answers.put(response, output);
    return output;
  }

  private static GatewayException notFound(String id) {
    return new GatewayException(
        new Failure(
            Failure.Kind.INVALID_REQUEST,
            404,
            "Item with id '" + id + "' not found. Items are kept unless 'store' is false.",
            Failure.Origin.GATEWAY,
            null,
            "invalid_request_error",
            null,
            "input",
            null,
            null,
            List.of()));
  }
}
