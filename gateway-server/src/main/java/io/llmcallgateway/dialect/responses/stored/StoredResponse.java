package io.llmcallgateway.dialect.responses.stored;

import io.llmcallgateway.dialect.StoredCalls;
import io.llmcallgateway.dialect.responses.content.ObjectMembers;
import io.llmcallgateway.dialect.responses.content.ResponseIds;
import io.llmcallgateway.dialect.responses.content.TypedMembers;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.record.CallRecord.Lane;
import io.llmcallgateway.model.record.CallRecord.State;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import org.jspecify.annotations.Nullable;

/// A response that the journal keeps: the request and the answer as the client had them.
///
/// @param translated true if the gateway wrote the answer, false if the provider did
record StoredResponse(
    CallId call, ObjectMembers request, ObjectMembers answer, boolean translated) {
  private static final String PREVIOUS = "previous_response_id";

  /// Returns the response of that id, or null if this key may read none.
  ///
  /// @throws GatewayException if it was kept only in part
  static @Nullable StoredResponse find(String id, String key, StoredCalls memory) {
    var own = ResponseIds.call(id);
    var call = own == null ? null : memory.call(own);
    var found = call == null ? null : of(call, id, key);
    if (found != null) return found;
    call = memory.answered(id);
    return call == null ? null : of(call, id, key);
  }

  private static @Nullable StoredResponse of(EndedCall call, String id, String key) {
    var record = call.record();
    boolean response =
        record.dialect().equals(TypedMembers.DIALECT)
            && record.operation() == Operation.CHAT
            && record.state() == State.SUCCESS;
    if (!response || !record.client().key().equals(key)) return null;
    var asked = body(call, Payload.Kind.CLIENT_REQUEST);
    var answered = body(call, Payload.Kind.CLIENT_ANSWER);
    if (asked == null || answered == null) return null;
    if (asked.cut() || answered.cut()) throw cut(id);
    var request = ObjectMembers.ofKept(asked.body());
    var answer = ObjectMembers.ofKept(answered.body());
    if (request == null || answer == null || !id.equals(answer.text("id"))) return null;
    if (Boolean.FALSE.equals(request.flag("store"))) return null;
    boolean translated = record.lane() != Lane.VERBATIM;
    return new StoredResponse(record.id(), request, answer, translated);
  }

  private static @Nullable Payload body(EndedCall call, Payload.Kind kind) {
    for (var payload : call.payloads()) if (payload.kind() == kind) return payload;
    return null;
  }

  private static GatewayException cut(String id) {
    return new GatewayException(
        Failure.of(
            Failure.Kind.INVALID_REQUEST,
            "Response with id '"
                + id
                + "' was longer than the gateway keeps (JOURNAL_PAYLOAD_LIMIT), so it is there only"
                + " in part. Send the whole conversation in 'input', or raise that limit."));
  }

  @Nullable String previous() {
    return request.text(PREVIOUS);
  }

  /// Returns the answer as the client had it. An answer that was too long to be held went out
  /// without the response that it continues, which is added here.
  Body document() {
    var previous = previous();
    if (previous == null || answer.has(PREVIOUS)) return Body.of(answer.all());
    return Body.of(answer.with(PREVIOUS, previous));
  }
}
