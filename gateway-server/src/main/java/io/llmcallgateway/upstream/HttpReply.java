package io.llmcallgateway.upstream;

import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.KnownSecrets;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Set;
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
  private final Set<SocketAddress> used;
  private final long sentAt = System.nanoTime();
  private volatile boolean reused;
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
  /// @param used the local addresses of connections that have served before
  HttpReply(
      String provider,
      Request request,
      WakeSignal signal,
      KnownSecrets secrets,
      Set<SocketAddress> used) {
    this.secrets = secrets;
    this.used = used;
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
    note(sent);
  }

  @Override
  public void onCommit(Request sent) {
    note(sent);
  }

  private void note(Request sent) {
    var open = sent.getConnection();
    if (open == null || connection != null) return;
    connection = open.getLocalSocketAddress();
    reused = connection != null && used.contains(connection);
  }

  /// True if the connection was kept from an earlier request and the provider had closed it before
  /// this request arrived: not a byte was answered, and the connection ended at once.
  boolean wasStale() {
    if (!reused || head != null || source != null || failure == null) return false;
    return failedAt - sentAt < STALE && UpstreamFailures.isClosed(failure);
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
    if (served != null && result.isSucceeded()) used.add(served);
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
