package io.llmcallgateway.dialect.responses.stored;

import static io.llmcallgateway.dialect.support.RequestBodyParser.invalid;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.StorageOptions;
import io.llmcallgateway.dialect.StoredCalls;
import io.llmcallgateway.dialect.responses.content.ObjectMembers;
import io.llmcallgateway.dialect.responses.request.RequestReader;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.wire.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// Restores the conversation that a request continues, so that any provider can take the request.
public final class ConversationRestorer {
  private static final List<String> MENTIONED =
      List.of(
          "\"store\"",
          "\"previous_response_id\"",
          "\"background\"",
          ItemReferenceResolver.TYPE,
          "\\u00");
  private static final String STORE = "store";
  private static final String PREVIOUS = "previous_response_id";
  private static final byte[] NO = "false".getBytes(UTF_8);

  private ConversationRestorer() {}

  public static Inbound of(Inbound in, Facts facts, StoredCalls memory) {
    boolean keeps = memory.keeps(facts.model());
    if (keeps && !mentions(in.body())) {
      return in.remembering(in.body(), new StorageOptions(true, null));
    }
    var request = ObjectMembers.of(in.body());
    for (var name : List.of(STORE, PREVIOUS)) {
      if (request.repeats(name)) throw invalid("'" + name + "' is given twice.", name);
    }
    refuseBackground(request);
    var store = request.flag(STORE);
    var previous = request.text(PREVIOUS);
    if (!keeps) {
      if (Boolean.TRUE.equals(store)) throw notKept(STORE, facts.model());
      if (previous != null) throw notKept(PREVIOUS, facts.model());
      // if the gateway may not store it, the provider must not do so by default
      boolean silent = store == null && in.operation() == Operation.CHAT;
      var body = silent ? forgetful(request) : in.body();
      return in.remembering(body, StorageOptions.NOTHING);
    }
    var asked = new StorageOptions(!Boolean.FALSE.equals(store), previous);
    var key = in.caller().key();
    var resolved = ItemReferenceResolver.resolved(request, key, memory);
    if (previous == null && resolved == null) return in.remembering(in.body(), asked);
    if (previous != null && request.has("conversation")) {
      throw invalid(
          "'previous_response_id' and 'conversation' cannot be given together.", PREVIOUS);
    }
    var gathered = previous == null ? new byte[0] : StoredConversation.upTo(previous, key, memory);
    var own = resolved == null ? request.value("input") : resolved;
    var input = StoredConversation.with(gathered, own, memory.mostBytes());
    return in.remembering(goingOn(request, input), asked);
  }

  /// Refuses a response in the background, which the client would ask for at a path that the
  /// gateway does not have.
  private static void refuseBackground(ObjectMembers request) {
    if (Boolean.TRUE.equals(request.flag("background"))) throw RequestReader.kept("background");
  }

  /// True if the bytes may refer to an earlier answer, so that most requests are not parsed once
  /// more. Names may be written with escapes, and no id may get past the gateway to a provider
  /// whose account all clients share.
  private static boolean mentions(Body body) {
    return body.holdsAny(MENTIONED);
  }

  private static Body forgetful(ObjectMembers request) {
    return Body.of(request.with(STORE, NO));
  }

  /// Returns the request with its input replaced and its other members as they are.
  private static Body goingOn(ObjectMembers request, byte[] input) {
    var out = new ByteArrayOutputStream(input.length + 1_024);
    out.write('{');
    for (var member : request.members().entrySet()) {
      var name = member.getKey();
      if (name.equals(PREVIOUS) || name.equals("input")) continue;
      out.writeBytes(Json.string(name));
      out.write(':');
      out.writeBytes(request.bytes(member.getValue()));
      out.write(',');
    }
    out.writeBytes("\"input\":[".getBytes(UTF_8));
    out.writeBytes(input);
    out.write(']');
    out.write('}');
    return Body.of(out.toByteArray());
  }

  private static GatewayException notKept(String param, String model) {
    return invalid(
        "'"
            + param
            + "' needs the gateway's journal, which keeps no bodies of calls to the model '"
            + model
            + "'. Set 'journal: full' for it in gateway.yaml (or JOURNAL_PAYLOADS=full for all"
            + " models), or send the whole conversation in 'input' with 'store': false.",
        param);
  }
}
