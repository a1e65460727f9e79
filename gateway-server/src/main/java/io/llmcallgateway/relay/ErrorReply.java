package io.llmcallgateway.relay;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.relay.attempt.ReplyHeaders;
import io.llmcallgateway.relay.attempt.StreamErrorText;
import io.llmcallgateway.relay.call.CallReply;
import java.nio.ByteBuffer;

/// The reply to a call that no attempt answered, in the client's format. One thread.
///
/// @param failure as the client may be told it
/// @param stream whether the client asked for a stream
record ErrorReply(Inbound in, Dialect dialect, Failure failure, boolean stream) {
  /// Puts the error into the reply, all but its sending.
  void put(CallReply reply) {
    if (reply.started()) { // by signs of life alone, or by an answer that broke
      reply.last(ByteBuffer.wrap(event()));
      return;
    }
    var events = stream ? dialect.failedStream(in, failure) : null;
    if (events != null) {
      var headers = ReplyHeaders.failedStream(failure, dialect.streamType(in));
      reply.startWhole(200, headers, Body.of(events));
      return;
    }
    var headers = ReplyHeaders.error(failure).and(dialect.errorHeaders(failure));
    reply.startWhole(dialect.status(failure), headers, dialect.writeError(failure));
  }

  private byte[] event() {
    var told = StreamErrorText.told(failure);
    var whole = dialect.failedStream(in, told);
    return whole == null ? dialect.errorEvent(told) : whole;
  }
}
