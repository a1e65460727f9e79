package io.llmcallgateway.dialect.responses.stored;

import static io.llmcallgateway.dialect.support.RequestBodyParser.invalid;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.StoredCalls;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A conversation read from stored responses that continue each other: the input of each, then its
/// answer. Instructions are not part of it, as at OpenAI.
final class StoredConversation {
  /// The maximum of responses in a conversation; each costs a look-up of about a millisecond.
  private static final int MOST = 512;

  private static final String PREVIOUS = "previous_response_id";

  private final int most;
  private final ByteArrayOutputStream items = new ByteArrayOutputStream(4_096);

  /// @param most the maximum of bytes in the whole conversation
  private StoredConversation(int most) {
    this.most = most;
  }

  /// Returns the items of the conversation that ended with that response, joined by commas.
  static byte[] upTo(String id, String key, StoredCalls memory) {
    var chain = new StoredConversation(memory.mostBytes());
    for (var turn : back(id, key, memory).reversed()) chain.add(turn);
    return chain.items.toByteArray();
  }

  /// Returns the input of that response with all before it, joined by commas.
  static byte[] before(StoredResponse last, String key, StoredCalls memory) {
    var chain = new StoredConversation(memory.mostBytes());
    var previous = last.previous();
    if (previous != null) chain.add(upTo(previous, key, memory));
    chain.input(input(last, key, memory));
    return chain.items.toByteArray();
  }

  /// Returns the gathered items followed by a request's own input.
  static byte[] with(byte[] gathered, byte @Nullable [] input, int most) {
    var chain = new StoredConversation(most);
    chain.add(gathered);
    chain.input(input);
    return chain.items.toByteArray();
  }

  /// Returns the turns, the latest first.
  private static List<byte[]> back(String id, String key, StoredCalls memory) {
    var turns = new ArrayList<byte[]>();
    int left = memory.mostBytes();
    for (var at = id; at != null; ) {
      var kept = StoredResponse.find(at, key, memory);
      if (kept == null) throw notFound(id, at);
      if (turns.size() == MOST) {
        throw invalid(
            "The conversation behind '"
                + id
                + "' has more than "
                + MOST
                + " responses. Begin a new one with what matters of it in 'input'.",
            PREVIOUS);
      }
      var turn = turn(kept, left, key, memory);
      left -= turn.length;
      turns.add(turn);
      at = kept.previous();
    }
    return turns;
  }

  private static byte[] turn(StoredResponse kept, int left, String key, StoredCalls memory) {
    var turn = new StoredConversation(memory.mostBytes());
    turn.input(input(kept, key, memory));
    turn.output(kept);
    if (turn.items.size() > left) throw tooLong(memory.mostBytes());
    return turn.items.toByteArray();
  }

  private static byte @Nullable [] input(StoredResponse kept, String key, StoredCalls memory) {
    var resolved = ItemReferenceResolver.resolved(kept.request(), key, memory);
    return resolved == null ? kept.request().value("input") : resolved;
  }

  private static GatewayException notFound(String id, String missing) {
    var why =
        id.equals(missing)
            ? "."
            : ": it goes on from '" + missing + "', which is not kept any longer.";
    var message = "Previous response with id '" + id + "' not found" + why;
    return new GatewayException(
        new Failure(
            Failure.Kind.INVALID_REQUEST,
            400,
            message,
            Failure.Origin.GATEWAY,
            null,
            "invalid_request_error",
            "previous_response_not_found",
            PREVIOUS,
            null,
            null,
            List.of()));
  }

  private static GatewayException tooLong(int most) {
    return invalid(
        "The whole conversation is larger than the "
            + most
            + " bytes that a request may have (BODY_LIMIT). Begin a new one with what matters of it"
            + " in 'input'.",
        PREVIOUS);
  }

  /// Adds the input; a text becomes a message of the user.
  private void input(byte @Nullable [] input) {
    if (input == null) return;
    if (input[0] != '[') {
      add(
          "{\"type\":\"message\",\"role\":\"user\",\"content\":".getBytes(UTF_8),
          input,
          (byte) '}');
      return;
    }
    var inner = new String(input, 1, input.length - 2, UTF_8).strip();
    if (!inner.isEmpty()) add(inner.getBytes(UTF_8));
  }

  /// Adds the output as a client would send it back. A provider that does not give out its
  /// reasoning finds it by its id, which no other provider does: such items are left out, together
  /// with the ids that refer to them.
  private void output(StoredResponse kept) {
    var output = kept.answer().tree("output");
    boolean left = false;
    for (var item : output) left |= !kept.translated() && isKeptBack(item);
    for (var item : output) {
      if (!kept.translated() && isKeptBack(item)) continue;
      if (left && item instanceof ObjectNode object && hasFreeId(item)) object.remove("id");
      add(Json.MAPPER.writeValueAsBytes(item));
    }
  }

  private static boolean isKeptBack(JsonNode item) {
    return JsonNodes.text(item, "type", "").equals("reasoning")
        && JsonNodes.text(item, "encrypted_content", "").isEmpty()
        && item.path("content").isEmpty();
  }

  private static boolean hasFreeId(JsonNode item) {
    return switch (JsonNodes.text(item, "type", "")) {
      case "message", "function_call", "custom_tool_call" -> true;
      default -> false;
    };
  }

  private void add(byte[] item) {
    if (item.length == 0) return;
    if (items.size() + (long) item.length > most) throw tooLong(most);
    if (items.size() > 0) items.write(',');
    items.writeBytes(item);
  }

  private void add(byte[] head, byte[] value, byte tail) {
    var item = new ByteArrayOutputStream(head.length + value.length + 1);
    item.writeBytes(head);
    item.writeBytes(value);
    item.write(tail);
    add(item.toByteArray());
  }
}
