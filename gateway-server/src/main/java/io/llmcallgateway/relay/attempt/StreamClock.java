package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.relay.translation.StreamTransform;
import java.time.Duration;

/// The clock of one streamed answer: until when the provider may be silent or without content, and
/// when its client wants a sign of life. Times are of `System.nanoTime`. One thread.
final class StreamClock {
  /// Signs of life alone are no answer: neither so many bytes of them, beyond one event that is
  /// still to end, nor for so long.
  private static final long MOST_WITHOUT_CONTENT = StreamTransform.MOST_FRAME_BYTES + (16L << 20);

  private static final long LONGEST_WITHOUT_CONTENT = Duration.ofHours(1).toNanos();

  private final Attempt attempt;
  private final AttemptLimits limits;
  private long lastByteAt = System.nanoTime();
  private long lastWriteAt = lastByteAt;
  private long progressAt = lastByteAt; // the latest content, or the beginning
  private long sinceProgress; // bytes
  private long firstContentAt;
  private long lastContentAt;
  private boolean alive;

  StreamClock(Attempt attempt) {
    this.attempt = attempt;
    this.limits = attempt.limits();
  }

  /// Notes bytes of the provider. Throws a `GatewayException` where there were too many, or it took
  /// too long, without content: limits that hold however much comes.
  void received(int bytes) {
    lastByteAt = System.nanoTime();
    alive = true;
    sinceProgress += bytes;
    if (sinceProgress > MOST_WITHOUT_CONTENT) {
      throw attempt.upstreamError(
          "The provider sent " + (MOST_WITHOUT_CONTENT >> 20) + " MB without content.");
    }
    if (lastByteAt - progressAt > LONGEST_WITHOUT_CONTENT) {
      throw attempt.timeout("sent signs of life but no content");
    }
    if (firstTokenIsLate(lastByteAt)) throw lateFirstToken();
  }

  /// Returns how much has come since the latest content, in bytes.
  long sinceProgress() {
    return sinceProgress;
  }

  /// Notes that what came last is content.
  void content() {
    if (firstContentAt == 0) firstContentAt = lastByteAt;
    lastContentAt = lastByteAt;
    progressAt = lastByteAt;
    sinceProgress = 0;
  }

  ContentTimes contentTimes() {
    return new ContentTimes(firstContentAt, lastContentAt);
  }

  void wrote() {
    lastWriteAt = System.nanoTime();
  }

  /// Returns until when to wait for the provider at this time.
  ///
  /// @param committed whether the client is about to have content
  long waitUntil(boolean committed) {
    long limit = limit(committed);
    long keepAlive = lastWriteAt + limits.keepAlive();
    return limit - keepAlive < 0 ? limit : keepAlive;
  }

  /// Throws a `GatewayException` where the provider was silent for too long.
  void requireTime(boolean committed) {
    long now = System.nanoTime();
    if (firstTokenIsLate(now)) throw lateFirstToken();
    if (now - limit(committed) >= 0) {
      throw attempt.timeout(committed ? "sent nothing more" : "sent no content");
    }
  }

  /// Signs of life extend the limit. Before the first, the provider has what is left of the
  /// attempt's time.
  private long limit(boolean committed) {
    long silent = lastByteAt + limits.silence();
    boolean extended = committed || (alive && silent - limits.deadline() > 0);
    long limit = extended ? silent : limits.deadline();
    var first = limits.firstTokenBy();
    return first != null && firstContentAt == 0 && first - limit < 0 ? first : limit;
  }

  private boolean firstTokenIsLate(long now) {
    var first = limits.firstTokenBy();
    return first != null && firstContentAt == 0 && now - first >= 0;
  }

  private GatewayException lateFirstToken() {
    return attempt.timeout("sent no first token (timeouts.first-token)");
  }
}
