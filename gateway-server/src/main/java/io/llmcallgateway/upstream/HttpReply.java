package io.llmcallgateway.upstream;

import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.KnownSecrets;
import io.llmcallgateway.model.RecordedHeaders;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/// A provider's reply over HTTP. Jetty's threads set the head, the source or the failure and wake
/// the call's thread, which reads.
final class HttpReply
    implements UpstreamReply,
        Request.BeginListener,
        Request.CommitListener,
        Response.BeginListener,
        Response.HeadersListener,
        Response.ContentSourceListener,
        Response.FailureListener,
        Response.CompleteListener {
  /// The time after the sending within which a closed connection counts as stale. A provider that
  /// closes it later has another reason.
  private static final long STALE = TimeUnit.SECONDS.toNanos(2);

  private final String provider;
  private final Request request;
  private final WakeSignal signal;
  private final Runnable onContent;
  private final KnownSecrets secrets;
  private final OpenConnections connections;
  private final long sentAt = System.nanoTime();
  private volatile boolean reused;
  private volatile OpenConnections.@Nullable Opening opening;
  private volatile long beganAt; // System.nanoTime, 0 for never, as the next
  private volatile long committedAt;
  private volatile long firstByteAt;
  private volatile @Nullable SocketAddress connection;
  private volatile long failedAt;
  private @Nullable Runnable afterwards;

  private volatile @Nullable Head head;
  private volatile Content.@Nullable Source source;
  private volatile @Nullable Throwable failure;
  private volatile boolean complete;
  private volatile boolean demanded;

  private Content.@Nullable Chunk chunk;
  private boolean ended;
  private boolean closed;

  /// @param secrets to be masked in the reply, since some providers echo the credentials sent
  HttpReply(
      String provider,
      Request request,
      WakeSignal signal,
      KnownSecrets secrets,
      OpenConnections connections) {
    this.secrets = secrets;
    this.connections = connections;
    this.provider = provider;
    this.request = request;
    this.signal = signal;
    this.onContent = this::contentArrived;
  }

  /// Registers work to be run after the exchange has completed.
  void afterwards(Runnable work) {
    afterwards = work;
  }

  @Override
  public void onBegin(Request sent) {
    if (beganAt == 0) beganAt = System.nanoTime();
    note(sent);
  }

  @Override
  public void onCommit(Request sent) {
    committedAt = System.nanoTime();
    note(sent);
  }

  private void note(Request sent) {
    var open = sent.getConnection();
    if (open == null || connection != null) return;
    var address = open.getLocalSocketAddress();
    if (address == null) return;
    reused = connections.hasServed(address);
    opening = connections.opening(address);
    connection = address;
  }

  /// True if the connection was kept from an earlier request and the provider had closed it before
  /// this request arrived: not a byte was answered, and the connection ended at once.
  boolean wasStale() {
    if (!reused || head != null || source != null || failure == null) return false;
    return failedAt - sentAt < STALE && UpstreamFailures.isClosed(failure);
  }

  @Override
  public void onBegin(Response response) {
    if (firstByteAt == 0) firstByteAt = System.nanoTime();
  }

  @Override
  public void onHeaders(Response response) {
    var fields = response.getHeaders();
    var headers = new ArrayList<Headers.Header>(fields.size());
    for (var field : fields) {
      var value = field.getValue();
      headers.add(new Headers.Header(field.getName(), value == null ? "" : secrets.mask(value)));
    }
    head = new Head(response.getStatus(), new Headers(headers));
  }

  @Override
  public void onContentSource(Response response, Content.Source source) {
    this.source = source;
    signal.wake();
  }

  @Override
  public void onFailure(Response response, Throwable failure) {
    fail(failure);
  }

  @Override
  public void onComplete(Result result) {
    if (result.getFailure() != null) fail(result.getFailure());
    var served = connection;
    if (served != null && result.isSucceeded()) connections.served(served);
    complete = true;
    signal.wake();
    var work = afterwards;
    if (work != null) work.run();
  }

  void fail(Throwable cause) {
    if (failure == null) {
      failedAt = System.nanoTime();
      failure = cause;
    }
    signal.wake();
  }

  @Override
  public Transfer transfer() {
    long began = beganAt;
    if (began == 0) { // still being opened, or never
      long until = failedAt == 0 ? System.nanoTime() : failedAt;
      return new Transfer(-1, (until - sentAt) / 1_000, 0, Headers.NONE);
    }
    var sent = sentHeaders();
    long ready = readyAt(began);
    var opened = opening;
    if (opened == null || ready - sentAt <= 0) {
      return new Transfer((began - sentAt) / 1_000, -1, firstByteAt, sent);
    }
    long from = Math.max(opened.from() - sentAt, 0);
    return new Transfer(from / 1_000, (ready - sentAt - from) / 1_000, firstByteAt, sent);
  }

  /// Returns when the connection was ready for the request. Jetty shakes hands over TLS as the
  /// first request is written.
  private long readyAt(long began) {
    var opened = opening;
    if (opened == null) return began;
    boolean secure = "https".equalsIgnoreCase(request.getScheme());
    if (secure) return committedAt == 0 ? System.nanoTime() : committedAt;
    return opened.at();
  }

  private Headers sentHeaders() {
    var sent = new ArrayList<Headers.Header>();
    for (var field : request.getHeaders()) {
      var value = field.getValue();
      boolean kept = value != null && RecordedHeaders.isKept(field.getName());
      if (kept) sent.add(new Headers.Header(field.getName(), secrets.mask(value)));
    }
    return RecordedHeaders.of(sent);
  }

  @Override
  public @Nullable Head head() {
    if (source != null) return head;
    var cause = failure;
    if (cause != null)
      throw new GatewayException(UpstreamFailures.beforeHead(provider, cause), cause);
    return complete ? head : null;
  }

  @Override
  public @Nullable ByteBuffer read() {
    release();
    // After a demand the source is Jetty's until it calls back: two threads would lose content.
    if (demanded && failure == null) return null;
    var from = source;
    while (from != null && !ended) {
      var next = from.read();
      if (next == null) return null;
      if (Content.Chunk.isFailure(next)) {
        var cause = next.getFailure();
        throw new GatewayException(UpstreamFailures.inBody(provider), cause);
      }
      ended = next.isLast();
      if (next.hasRemaining()) {
        chunk = next;
        return next.getByteBuffer();
      }
      next.release();
    }
    if (from == null && complete) ended = true;
    return null;
  }

  private void release() {
    if (chunk == null) return;
    chunk.release();
    chunk = null;
  }

  @Override
  public void demand() {
    var from = source;
    if (from == null || demanded) return; // a wake-up may have other reasons than a demand
    demanded = true;
    from.demand(onContent);
  }

  private void contentArrived() {
    demanded = false;
    signal.wake();
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public void close() {
    if (closed) return;
    closed = true;
    release();
    if (!ended) {
      var _ = request.abort(new CancellationException("the gateway no longer needs the answer"));
    }
  }
}
