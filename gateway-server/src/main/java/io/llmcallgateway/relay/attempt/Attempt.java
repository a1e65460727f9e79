package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.relay.call.ClientWaiting;
import io.llmcallgateway.relay.translation.Translation;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.upstream.UpstreamReply;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;

/// One request to one target, from its sending to the end of its reply.
public final class Attempt {
  /// What is read of an error's body.
  private static final int MOST_ERROR_BYTES = 256 * 1024;

  /// What is held of an answer without asking for room.
  static final int HELD = 64 * 1024;

  public final Translation crossing;
  public final UpstreamReply upstream;
  public final AttemptLog sending;
  final ByteBudget.Reservation held;
  private final ClientWaiting waiting;
  private final Runnable answering;

  /// @param held what may be held of its answer
  /// @param answering what is to be done once it answers with a success
  public Attempt(
      Translation crossing,
      UpstreamReply upstream,
      ClientWaiting waiting,
      AttemptLog sending,
      ByteBudget.Reservation held,
      Runnable answering) {
    this.held = held;
    this.answering = answering;
    this.crossing = crossing;
    this.upstream = upstream;
    this.waiting = waiting;
    this.sending = sending;
  }

  public Target target() {
    return crossing.target();
  }

  public String provider() {
    return target().provider().id();
  }

  /// Whether a ring came before the deadline.
  public boolean await(long deadline) throws InterruptedException {
    return waiting.until(deadline);
  }

  /// Throws where the deadline has passed, however much still comes.
  public void requireTime(long deadline) {
    if (System.nanoTime() - deadline >= 0) throw timeout("did not finish its answer");
  }

  public GatewayException timeout(String what) {
    return new GatewayException(
        Failure.ofProvider(
            Failure.Kind.TIMEOUT, provider(), "The provider " + what + " within the time limit."));
  }

  /// The reply's head, waited for.
  public UpstreamReply.Head head(long deadline) throws InterruptedException {
    UpstreamReply.Head head;
    while ((head = upstream.head()) == null) {
      if (!await(deadline)) throw timeout("did not answer");
    }
    sending.head(head.status(), head.headers().first("content-type"));
    return head;
  }

  /// Throws unless the reply is a success.
  public void requireSuccess(UpstreamReply.Head head, long deadline) throws InterruptedException {
    int status = head.status();
    if (status >= 200 && status < 300) {
      var encoding = head.headers().first("content-encoding");
      if (encoding == null || encoding.toLowerCase(Locale.ROOT).equals("identity")) {
        answering.run();
        return;
      }
      throw upstreamError("The provider compressed its answer though asked not to: " + encoding);
    }
    if (status >= 300 && status < 400) {
      var location = head.headers().first("location");
      var where = location == null ? "" : " to " + location;
      throw upstreamError(
          "The provider redirects (status "
              + status
              + where
              + "); set its base URL to the new place.");
    }
    var body = readAll(deadline);
    sending.answered(body, body.size());
    throw new GatewayException(crossing.readError(status, head.headers(), body));
  }

  public GatewayException upstreamError(String message) {
    return new GatewayException(
        Failure.ofProvider(Failure.Kind.UPSTREAM_ERROR, provider(), message));
  }

  /// The whole body, up to a limit; what is beyond it is left unread.
  public Body readAll(long deadline) throws InterruptedException {
    var out = new ByteArrayOutputStream(1024);
    while (out.size() < MOST_ERROR_BYTES) {
      var bytes = upstream.read();
      if (bytes == null) {
        if (upstream.ended()) break;
        upstream.demand();
        if (!await(deadline)) break;
        continue;
      }
      if (System.nanoTime() - deadline >= 0) break;
      append(out, bytes);
    }
    return Body.of(out.toByteArray());
  }

  /// A whole answer. Throws a `GatewayException` where it is too long or too late.
  public Body answer(long deadline) throws InterruptedException {
    var out = new ByteArrayOutputStream(64 * 1024);
    while (true) {
      var bytes = upstream.read();
      if (bytes == null) {
        if (upstream.ended()) return Body.of(out.toByteArray());
        upstream.demand();
        if (!await(deadline)) throw timeout("did not finish its answer");
        continue;
      }
      if (out.size() + bytes.remaining() > PlainLane.MOST_TRANSLATED) {
        throw upstreamError("The provider's answer is longer than 64 MB.");
      }
      requireTime(deadline);
      if (out.size() + bytes.remaining() > HELD) held.grow(held.held() + 2L * bytes.remaining());
      append(out, bytes);
    }
  }

  private static void append(ByteArrayOutputStream out, ByteBuffer bytes) {
    var copy = new byte[bytes.remaining()];
    bytes.get(copy);
    out.writeBytes(copy);
  }
}
