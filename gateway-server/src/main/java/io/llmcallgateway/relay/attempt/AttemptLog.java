package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.record.AttemptRecord;
import io.llmcallgateway.relay.translation.PreparedCall;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.upload.Upload;
import io.llmcallgateway.upstream.UpstreamRequest;
import org.jspecify.annotations.Nullable;

/// The log of one request to a provider: when it was sent, what was answered, how it ended. The
/// first end counts. One thread at a time.
public final class AttemptLog {
  private final PreparedCall prepared;
  private final int number;
  private final long acceptedAt;
  private final long sentAt = System.nanoTime();
  private final UpstreamRequest request;
  private long headAt;
  private long endedAt;
  private int status = -1;
  private @Nullable String type;
  private long size = -1;
  private Body answer = Body.EMPTY;
  private @Nullable Failure failure;

  /// @param number of the request within its call, from 0
  /// @param acceptedAt when the call was accepted, in `System.nanoTime`
  public AttemptLog(PreparedCall prepared, int number, long acceptedAt, UpstreamRequest request) {
    this.prepared = prepared;
    this.number = number;
    this.acceptedAt = acceptedAt;
    this.request = request;
  }

  public PreparedCall prepared() {
    return prepared;
  }

  public Target target() {
    return prepared.target();
  }

  public int number() {
    return number;
  }

  /// Returns the body of the request; of an upload what is shown of it.
  public Body request() {
    return request.body();
  }

  /// Returns the form that was sent; null where a body was.
  public @Nullable Upload upload() {
    return request.upload();
  }

  public long requestSize() {
    return Upload.size(request.body(), request.upload());
  }

  /// Returns when the request was sent, in `System.nanoTime`.
  public long sentAt() {
    return sentAt;
  }

  /// Notes the head of the reply.
  void head(int status, @Nullable String type) {
    if (headAt != 0) return;
    headAt = System.nanoTime();
    this.status = status;
    this.type = type;
  }

  /// Returns the time to the head of the reply in microseconds, -1 where there was none.
  public long firstByteMicros() {
    return headAt == 0 ? -1 : (headAt - sentAt) / 1_000;
  }

  /// Notes what the provider answered, as far as it was read.
  ///
  /// @param size of all that was answered, in bytes
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

  /// Notes that nothing more will come.
  public void end() {
    if (endedAt == 0) endedAt = System.nanoTime();
  }

  /// Returns whether the provider answered, rather than refused or was silent.
  public boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /// Returns the status of the reply, -1 where there was none.
  public int status() {
    return status;
  }

  /// Returns when the attempt ended, in `System.nanoTime`, or now.
  public long endedAt() {
    return endedAt == 0 ? System.nanoTime() : endedAt;
  }

  /// Returns the size of the answer in bytes, -1 where nothing was answered.
  public long answerSize() {
    return size;
  }

  public Body answer() {
    return answer;
  }

  /// Returns the content type of the answer.
  public @Nullable String answerType() {
    return type;
  }

  public AttemptRecord record() {
    return new AttemptRecord(
        target().provider().id(),
        target().model(),
        target().provider().dialect().text(),
        (sentAt - acceptedAt) / 1_000,
        firstByteMicros(),
        (endedAt() - sentAt) / 1_000,
        status,
        failure);
  }
}
