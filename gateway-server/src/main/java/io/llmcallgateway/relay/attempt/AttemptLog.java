package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.model.record.AttemptRecord;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.route.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what is noted of one request to a provider. The first end counts. One thread at a time.
public final class AttemptLog {
  private final Target target;
  private final int number;
  private final long acceptedAt;
  private final long sentAt = System.nanoTime();
  private final Body request;
  private long headAt;
  private long endedAt;
  private int status = -1;
  private @Nullable String type;
  private long size = -1;
  private Body answer = Body.EMPTY;
  private @Nullable Failure failure;

  /// @param number of the request within its call, from 0
  /// @param acceptedAt when the call was accepted, in `System.nanoTime`
  public AttemptLog(Target target, int number, long acceptedAt, Body request) {
    this.target = target;
    this.number = number;
    this.acceptedAt = acceptedAt;
    this.request = request;
  }

  public long sentAt() {
    return sentAt;
  }

  public Target target() {
    return target;
  }

  /// The head of the reply is there.
  public void head(int status, @Nullable String type) {
    headAt = System.nanoTime();
    this.status = status;
    this.type = type;
  }

  /// What the provider answered, as far as it was read.
  public void answered(Body body, long size) {
    if (this.size >= 0) return;
    this.answer = body;
    this.size = size;
    end();
  }

  public void failed(Failure failure) {
    if (this.failure == null) this.failure = failure;
    end();
  }

  /// Nothing more will come.
  public void end() {
    if (endedAt == 0) endedAt = System.nanoTime();
  }

  /// Whether the provider answered, rather than refused or was silent.
  public boolean succeeded() {
    return status >= 200 && status < 300;
  }

  public int status() {
    return status;
  }

  public long endedAt() {
    return endedAt == 0 ? System.nanoTime() : endedAt;
  }

  public long requestSize() {
    return request.size();
  }

  /// -1 where nothing was answered.
  public long answerSize() {
    return size;
  }

  public Body answer() {
    return answer;
  }

  public AttemptRecord record() {
    return new AttemptRecord(
        target.provider().id(),
        target.model(),
        target.provider().dialect().text(),
        (sentAt - acceptedAt) / 1_000,
        headAt == 0 ? -1 : (headAt - sentAt) / 1_000,
        (endedAt() - sentAt) / 1_000,
        status,
        failure);
  }

  public List<Payload> payloads(int most) {
    var payloads = new ArrayList<Payload>(2);
    payloads.add(payload(Payload.Kind.PROVIDER_REQUEST, number, "application/json", request, most));
    if (size >= 0) {
      payloads.add(
          new Payload(Payload.Kind.PROVIDER_ANSWER, number, type, size, cut(answer, most)));
    }
    return payloads;
  }

  public static Payload payload(
      Payload.Kind kind, int attempt, @Nullable String type, Body body, int most) {
    return new Payload(kind, attempt, type, body.size(), cut(body, most));
  }

  public static Body cut(Body body, int most) {
    if (body.size() <= most) return body;
    return body.slice(new Span(0, most));
  }
}
