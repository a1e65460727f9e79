package io.llmcallgateway.relay.attempt;

import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.relay.translation.PreparedCall;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.upstream.UpstreamRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request to one provider, from its sending to the end of its reply. One thread.
public final class Attempt implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  /// The most that is read of an error's body.
  private static final int MOST_ERROR_BYTES = 256 * 1024;

  /// The most that is held of an answer without asking for room.
  static final int HELD = 64 * 1024;

  /// What is translated must be held whole: pictures and sound make long answers.
  static final int MOST_TRANSLATED = 64 << 20;

  private final AttemptContext context;
  private final PreparedCall prepared;
  private final AttemptLog log;
  private final UpstreamReply upstream;

  private Attempt(
      AttemptContext context, PreparedCall prepared, AttemptLog log, UpstreamReply upstream) {
    this.context = context;
    this.prepared = prepared;
    this.log = log;
    this.upstream = upstream;
  }

  /// Sends the prepared request.
  public static Attempt send(AttemptContext context, PreparedCall prepared) {
    return send(context, prepared, prepared.request());
  }

  /// Sends one of several requests of a prepared call. Throws a `GatewayException` where it cannot
  /// be sent.
  public static Attempt send(
      AttemptContext context, PreparedCall prepared, UpstreamRequest request) {
    var log = context.parts().observer().sent(prepared, request, context.reason());
    try {
      var upstream = context.parts().upstream().send(request, context.waiting().signal());
      log.follow(upstream);
      return new Attempt(context, prepared, log, upstream);
    } catch (GatewayException e) {
      log.failed(e.failure());
      throw e;
    }
  }

  AttemptContext context() {
    return context;
  }

  PreparedCall prepared() {
    return prepared;
  }

  public AttemptLog log() {
    return log;
  }

  UpstreamReply upstream() {
    return upstream;
  }

  AttemptLimits limits() {
    return context.limits();
  }

  ByteBudget.Reservation held() {
    return context.held();
  }

  Target target() {
    return prepared.target();
  }

  String provider() {
    return target().provider().id();
  }

  /// Waits for news. Returns false when the deadline (of `System.nanoTime`) has passed.
  boolean await(long deadline) throws InterruptedException {
    return context.waiting().until(deadline);
  }

  /// Throws where the attempt's deadline has passed, however much still comes.
  void requireTime() {
    if (System.nanoTime() - limits().deadline() >= 0) throw timeout("did not finish its answer");
  }

  GatewayException timeout(String what) {
    return new GatewayException(
        Failure.ofProvider(
            Failure.Kind.TIMEOUT, provider(), "The provider " + what + " within the time limit."));
  }

  public GatewayException upstreamError(String message) {
    return new GatewayException(
        Failure.ofProvider(Failure.Kind.UPSTREAM_ERROR, provider(), message));
  }

  static GatewayException stopping(InterruptedException e) {
    return new GatewayException(Failure.stopping(), e);
  }

  /// Returns the failure of a call by a fault of the gateway, which is logged.
  GatewayException internal(RuntimeException e) {
    var id = context.call().in().id();
    LOG.error("call {} failed inside the gateway", id.shortId(), e);
    return new GatewayException(Failure.internal(), e);
  }

  /// Waits for the reply's head.
  public UpstreamReply.Head head() throws InterruptedException {
    UpstreamReply.Head head;
    while ((head = upstream.head()) == null) {
      if (!await(limits().deadline())) throw timeout("did not answer");
    }
    noteHead(head);
    return head;
  }

  void noteHead(UpstreamReply.Head head) {
    log.head(head);
  }

  /// Throws a `GatewayException` unless the reply is a success.
  public void requireSuccess(UpstreamReply.Head head) throws InterruptedException {
    int status = head.status();
    if (status >= 200 && status < 300) {
      var encoding = head.headers().first("content-encoding");
      if (encoding == null || encoding.toLowerCase(Locale.ROOT).equals("identity")) {
        context.parts().translator().noteMissing(prepared.pairing());
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
    var body = errorBody();
    log.answered(body, body.size());
    var dialect = prepared.pairing().dialect();
    throw new GatewayException(dialect.readError(status, head.headers(), body, provider()));
  }

  /// Returns the body of an error, up to a limit; what is beyond it is left unread.
  private Body errorBody() throws InterruptedException {
    var out = new ByteArrayOutputStream(1024);
    while (out.size() < MOST_ERROR_BYTES) {
      var bytes = upstream.read();
      if (bytes == null) {
        if (upstream.ended()) break;
        upstream.demand();
        if (!await(limits().deadline())) break;
        continue;
      }
      if (System.nanoTime() - limits().deadline() >= 0) break;
      append(out, bytes);
    }
    return Body.of(out.toByteArray());
  }

  /// Returns a whole answer. Throws a `GatewayException` where it is too long or too late.
  public Body answer() throws InterruptedException {
    var out = new ByteArrayOutputStream(64 * 1024);
    while (true) {
      var bytes = upstream.read();
      if (bytes == null) {
        if (upstream.ended()) return Body.of(out.toByteArray());
        upstream.demand();
        if (!await(limits().deadline())) throw timeout("did not finish its answer");
        continue;
      }
      if (out.size() + bytes.remaining() > MOST_TRANSLATED) throw tooLong();
      requireTime();
      if (out.size() + bytes.remaining() > HELD) {
        held().grow(held().held() + 2L * bytes.remaining());
      }
      append(out, bytes);
    }
  }

  GatewayException tooLong() {
    return upstreamError("The provider's answer is longer than 64 MB.");
  }

  private static void append(ByteArrayOutputStream out, ByteBuffer bytes) {
    var copy = new byte[bytes.remaining()];
    bytes.get(copy);
    out.writeBytes(copy);
  }

  @Override
  public void close() {
    upstream.close();
    log.end();
  }
}
