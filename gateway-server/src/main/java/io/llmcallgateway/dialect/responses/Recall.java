package io.llmcallgateway.dialect.responses;

import static io.llmcallgateway.dialect.RequestScan.invalid;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.Memory;
import io.llmcallgateway.dialect.Remembered;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.wire.Json;
import java.io.ByteArrayOutputStream;

/// Puts the conversation that a request goes on from into the request, so that any provider can
/// take it.
final class Recall {
  private static final String STORE = "store";
  private static final String PREVIOUS = "previous_response_id";
  private static final byte[] NO = "false".getBytes(UTF_8);

  private Recall() {}

  static Inbound of(Inbound in, Facts facts, Memory memory) {
    boolean keeps = memory.keeps(facts.model());
    if (keeps && !mentions(in.body())) {
      return in.remembering(in.body(), new Remembered(true, null));
    }
    var request = TopLevel.of(in.body());
    var store = request.flag(STORE);
    var previous = request.text(PREVIOUS);
    if (!keeps) {
      if (Boolean.TRUE.equals(store)) throw notKept(STORE, facts.model());
      if (previous != null) throw notKept(PREVIOUS, facts.model());
      // what the gateway may not keep the provider is not to keep by default
      boolean silent = in.operation() == Operation.CHAT && !request.members().containsKey(STORE);
      var body = silent ? forgetful(request) : in.body();
      return in.remembering(body, Remembered.NOTHING);
    }
    var asked = new Remembered(!Boolean.FALSE.equals(store), previous);
    if (previous == null) return in.remembering(in.body(), asked);
    if (request.has("conversation")) {
      throw invalid(
          "'previous_response_id' and 'conversation' cannot be given together.", PREVIOUS);
    }
    var gathered = Chain.upTo(previous, in.caller().key(), memory);
    var input = Chain.with(gathered, request.value("input"), memory.mostBytes());
    return in.remembering(goingOn(request, input), asked);
  }

  /// A quick look, so that most requests are not read once more.
  private static boolean mentions(Body body) {
    var text = new String(body.toByteArray(), ISO_8859_1);
    return text.contains("\"store\"") || text.contains("\"previous_response_id\"");
  }

  private static Body forgetful(TopLevel request) {
    return Body.of(request.withFirst(STORE, NO));
  }

  /// The members as they are, but for the input.
  private static Body goingOn(TopLevel request, byte[] input) {
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
