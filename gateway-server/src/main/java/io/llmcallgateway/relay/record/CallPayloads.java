package io.llmcallgateway.relay.record;

import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.model.record.Payload.Kind;
import io.llmcallgateway.relay.attempt.AttemptLog;
import io.llmcallgateway.relay.call.CallReply;
import io.llmcallgateway.upload.Upload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects what is kept of the bodies of a call: the client's request, those of each attempt, and
/// what the client got.
record CallPayloads(CallIdentity call, CallTimeline timeline, CallReply reply) {
  private static final String JSON = "application/json";

  /// Returns as much as there is room for once more, since the payloads are put together to be
  /// written.
  List<Payload> collect(@Nullable Answer answer, ByteBudget.Reservation held) {
    int most = call.payloadLimit();
    if (most == 0) return List.of();
    if (call.in().upload() != null && !held.spare(excerpts(most))) most = ByteBudget.FIRST;
    var payloads = collect(answer, most);
    long size = 0;
    for (var payload : payloads) size += payload.body().size();
    boolean fits = size <= ByteBudget.FIRST || held.spare(size);
    return fits ? payloads : collect(answer, Math.min(most, ByteBudget.FIRST));
  }

  /// Returns the room that the excerpts of a form take, the client's and each attempt's.
  private long excerpts(int most) {
    return (timeline.attempts().size() + 1) * Math.min(most, call.in().size());
  }

  private List<Payload> collect(@Nullable Answer answer, int most) {
    var payloads = new ArrayList<Payload>(5);
    payloads.add(request(Kind.CLIENT_REQUEST, -1, call.in().body(), call.in().upload(), most));
    for (var attempt : timeline.attempts()) add(attempt, payloads, most);
    var whole = reply.whole();
    var stream = reply.stream();
    if (stream != null) {
      payloads.add(
          new Payload(
              Kind.CLIENT_STREAM, -1, reply.streamType(), stream.size(), cut(stream.body(), most)));
      if (answer != null) whole = answer.body();
    }
    if (whole != null && whole.size() > 0) {
      payloads.add(payload(Kind.CLIENT_ANSWER, -1, whole, most));
    }
    return payloads;
  }

  private static void add(AttemptLog attempt, List<Payload> payloads, int most) {
    payloads.add(
        request(
            Kind.PROVIDER_REQUEST, attempt.number(), attempt.request(), attempt.upload(), most));
    if (attempt.answerSize() < 0) return;
    payloads.add(
        new Payload(
            Kind.PROVIDER_ANSWER,
            attempt.number(),
            attempt.answerType(),
            attempt.answerSize(),
            cut(attempt.answer(), most)));
  }

  /// Returns a request; of a form with files its fields, and as much of the files as may be kept.
  private static Payload request(
      Kind kind, int attempt, Body body, @Nullable Upload upload, int most) {
    if (upload == null) return payload(kind, attempt, body, most);
    return new Payload(kind, attempt, upload.contentType(), upload.size(), upload.excerpt(most));
  }

  private static Payload payload(Kind kind, int attempt, Body body, int most) {
    return new Payload(kind, attempt, JSON, body.size(), cut(body, most));
  }

  private static Body cut(Body body, int most) {
    return body.size() <= most ? body : body.slice(new Span(0, most));
  }
}
