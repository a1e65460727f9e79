package io.llmcallgateway.journal;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.record.CallRecord.Lane;
import io.llmcallgateway.model.record.CallRecord.State;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// Finds the id that a provider gave to an answer and by which a client may refer to it later.
/// Answers that the gateway wrote are found by their calls' own ids.
public final class AnswerId {
  private static final JsonMapper JSON = new JsonMapper();

  private AnswerId() {}

  /// The id; null where the answer has none that a client may use.
  public static @Nullable String of(EndedCall call) {
    var record = call.record();
    var dialect = DialectId.of(record.dialect());
    boolean found =
        dialect != null
            && dialect.answersHaveIds()
            && record.operation() == Operation.CHAT
            && record.state() == State.SUCCESS
            && record.lane() == Lane.VERBATIM;
    if (!found) return null;
    for (var payload : call.payloads()) {
      if (payload.kind() == Payload.Kind.CLIENT_ANSWER) return id(payload);
    }
    return null;
  }

  private static @Nullable String id(Payload payload) {
    try (JsonParser parser = JSON.createParser(payload.body().toByteArray())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) return null;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean wanted = parser.currentName().equals("id");
        if (parser.nextToken() == JsonToken.VALUE_STRING && wanted) return parser.getString();
        parser.skipChildren();
      }
      return null;
    } catch (JacksonException _) {
      return null; // kept in part, or masked out of shape
    }
  }
}
