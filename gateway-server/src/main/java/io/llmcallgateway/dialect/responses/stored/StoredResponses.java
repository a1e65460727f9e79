package io.llmcallgateway.dialect.responses.stored;

import static io.llmcallgateway.dialect.support.RequestBodyParser.invalid;

import io.llmcallgateway.dialect.StoredCalls;
import io.llmcallgateway.dialect.responses.answer.AnswerWriter;
import io.llmcallgateway.dialect.responses.content.ResponseIds;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers clients that ask for a stored response, its input or its deletion.
public final class StoredResponses {
  private static final int PAGE = 20;
  private static final int MOST_PAGE = 100;

  private StoredResponses() {}

  public static Body get(String id, String key, Map<String, String> queries, StoredCalls memory) {
    if ("true".equals(queries.get("stream"))) {
      throw invalid(
          "A kept response cannot be streamed again; ask for it without 'stream'.", "stream");
    }
    return find(id, key, memory).document();
  }

  public static Body delete(String id, String key, StoredCalls memory) {
    memory.forget(find(id, key, memory).call());
    var deleted = Json.MAPPER.createObjectNode();
    deleted.put("id", id).put("object", "response").put("deleted", true);
    return Body.of(Json.MAPPER.writeValueAsBytes(deleted));
  }

  private static StoredResponse find(String id, String key, StoredCalls memory) {
    var kept = StoredResponse.find(id, key, memory);
    if (kept != null) return kept;
    throw new GatewayException(
        new Failure(
            Failure.Kind.INVALID_REQUEST,
            404,
            "Response with id '" + id + "' not found.",
            Failure.Origin.GATEWAY,
            null,
            "invalid_request_error",
            null,
            null,
            null,
            null,
            List.of()));
  }

  /// Returns the input items: https://platform.openai.com/docs/api-reference/responses/input-items
  public static Body input(String id, String key, Map<String, String> queries, StoredCalls memory) {
    var kept = find(id, key, memory);
    int limit = limit(queries.get("limit"));
    var items = items(kept, StoredConversation.before(kept, key, memory));
    switch (queries.getOrDefault("order", "desc")) {
      case "asc" -> {}
      case "desc" -> Collections.reverse(items);
      default -> throw invalid("'order' must be asc or desc.", "order");
    }
    int from = after(items, queries.get("after"));
    int to = Math.min(items.size(), from + limit);
    var page = Json.MAPPER.createObjectNode().put("object", "list");
    var data = page.putArray("data");
    for (var item : items.subList(from, to)) data.add(item);
    page.put("first_id", from < to ? itemId(items.get(from)) : null);
    page.put("last_id", from < to ? itemId(items.get(to - 1)) : null);
    page.put("has_more", to < items.size());
    return Body.of(Json.MAPPER.writeValueAsBytes(page));
  }

  private static int limit(@Nullable String given) {
    if (given == null) return PAGE;
    try {
      int limit = Integer.parseInt(given);
      if (limit >= 1 && limit <= MOST_PAGE) return limit;
    } catch (NumberFormatException _) {
      // reported below
    }
    throw invalid("'limit' must be a number from 1 to " + MOST_PAGE + ".", "limit");
  }

  private static int after(List<ObjectNode> items, @Nullable String after) {
    if (after == null) return 0;
    for (int i = 0; i < items.size(); i++) if (itemId(items.get(i)).equals(after)) return i + 1;
    throw invalid("There is no item '" + after + "'.", "after");
  }

  private static String itemId(ObjectNode item) {
    return JsonNodes.text(item, "id", "");
  }

  private static List<ObjectNode> items(StoredResponse kept, byte[] gathered) {
    var array = new byte[gathered.length + 2];
    array[0] = '[';
    System.arraycopy(gathered, 0, array, 1, gathered.length);
    array[array.length - 1] = ']';
    var items = new ArrayList<ObjectNode>();
    for (var item : Json.MAPPER.readTree(array)) {
      if (item instanceof ObjectNode object) items.add(whole(object, kept, items.size()));
    }
    return items;
  }

  /// Returns an item with the members that clients may leave out: an id, a message's type and the
  /// parts of its content.
  private static ObjectNode whole(ObjectNode item, StoredResponse kept, int at) {
    var type = JsonNodes.text(item, "type", "message");
    item.put("type", type);
    if (!JsonNodes.has(item, "id")) {
      item.put("id", prefix(type) + "_" + ResponseIds.hex(kept.call()) + "_in" + at);
    }
    if (!type.equals("message")) return item;
    if (!JsonNodes.has(item, "status")) item.put("status", "completed");
    JsonNode content = item.path("content");
    if (content.isString()) {
      boolean said = JsonNodes.text(item, "role", "").equals("assistant");
      var part = said ? AnswerWriter.outputText(content.asString()) : question(content.asString());
      item.putArray("content").add(part);
    }
    return item;
  }

  private static ObjectNode question(String text) {
    return Json.MAPPER.createObjectNode().put("type", "input_text").put("text", text);
  }

  private static String prefix(String type) {
    return switch (type) {
      case "message" -> "msg";
      case "function_call" -> "fc";
      case "function_call_output" -> "fco";
      case "reasoning" -> "rs";
      default -> "item";
    };
  }
}
