package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.RecordedHeaders;
import io.llmcallgateway.model.record.AttemptRecord;
import io.llmcallgateway.model.record.AttemptRecord.Reason;
import io.llmcallgateway.model.record.SideHeaders;
import io.llmcallgateway.relay.translation.PreparedCall;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.upload.Upload;
import io.llmcallgateway.upstream.Transfer;
import io.llmcallgateway.upstream.UpstreamReply;
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
  private final @Nullable Reason reason;
  private long headAt;
  private long endedAt;
  private int status = -1;
  private Headers headers = Headers.NONE;
  private @Nullable UpstreamReply upstream;
  private ContentTimes content = ContentTimes.NONE;
  private boolean won;
  private long size = -1;
  private Body answer = Body.EMPTY;
  private @Nullable Failure failure;

  /// @param number of the request within its call, from 0
  /// @param acceptedAt when the call was accepted, in `System.nanoTime`
  /// @param reason why the request is sent; null where it is the call's first
  public AttemptLog(
      PreparedCall prepared,
      int number,
      long acceptedAt,
      UpstreamRequest request,
      @Nullable Reason reason) {
    this.prepared = prepared;
    this.number = number;
    this.acceptedAt = acceptedAt;
    this.request = request;
    this.reason = reason;
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

  /// Asks an upstream's reply, at the end, what it knows of the request's way.
  void follow(UpstreamReply reply) {
    upstream = reply;
  }

  /// Notes the head of the reply.
  void head(UpstreamReply.Head head) {
    if (headAt != 0) return;
    headAt = System.nanoTime();
    status = head.status();
    headers = head.headers();
  }

  /// Notes when content came.
  public void content(ContentTimes times) {
    content = times;
  }

  /// Notes that the client gets this answer.
  public void win() {
    won = true;
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
    return headers.first("content-type");
  }

  public AttemptRecord record() {
    var transfer = upstream == null ? Transfer.UNKNOWN : upstream.transfer();
    return new AttemptRecord(
        target().provider().id(),
        target().model(),
        target().provider().dialect().text(),
        (sentAt - acceptedAt) / 1_000,
        firstByteMicros(),
        (endedAt() - sentAt) / 1_000,
        status,
        failure,
        new AttemptRecord.Phases(
            transfer.queued(),
            transfer.connect(),
            since(transfer.firstByteAt()),
            since(content.first()),
            since(content.last())),
        reason,
        won,
        new SideHeaders(transfer.sent(), RecordedHeaders.of(headers.all())));
  }

  /// Returns the time from the sending in microseconds; -1 where that never was.
  private long since(long at) {
    return at == 0 ? -1 : (at - sentAt) / 1_000;
  }
}
