package io.llmcallgateway.http;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Notices a client that leaves while it waits. Jetty does not read an HTTP/1.1 connection between
/// the request's end and the answer's, so a closed one goes unseen: we ask to be told when there is
/// something to read. The end of input means gone; bytes are the next, pipelined request and go
/// back to the connection. HTTP/2 tells by itself.
final class ClientWatch implements Callback {
  private final EndPoint endPoint;
  private final Connection connection;
  private final Runnable bell;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean gone;

  private ClientWatch(EndPoint endPoint, Connection connection, Runnable bell) {
    this.endPoint = endPoint;
    this.connection = connection;
    this.bell = bell;
  }

  /// A watch that has begun; null where the connection cannot be watched now.
  static @Nullable ClientWatch begin(Request request, Runnable bell) {
    var connection = request.getConnectionMetaData().getConnection();
    var endPoint = connection.getEndPoint();
    var watch = new ClientWatch(endPoint, connection, bell);
    boolean streams = request.getConnectionMetaData().getHttpVersion().getVersion() >= 20;
    if (streams) {
      request.addFailureListener(_ -> watch.leave());
      watch.over.countDown();
      return watch;
    }
    boolean watchable =
        endPoint instanceof AbstractEndPoint && connection instanceof Connection.UpgradeTo;
    return watchable && endPoint.tryFillInterested(watch) ? watch : null;
  }

  boolean gone() {
    return gone;
  }

  private void leave() {
    gone = true;
    bell.run();
  }

  @Override
  public void succeeded() {
    var buffer = BufferUtil.allocate(4096);
    try {
      int filled = endPoint.fill(buffer);
      if (filled < 0) leave();
      else if (filled > 0) ((Connection.UpgradeTo) connection).onUpgradeTo(buffer);
    } catch (IOException _) {
      leave(); // a reset is a way of leaving
    } finally {
      over.countDown();
    }
  }

  @Override
  public void failed(Throwable cause) {
    // Our own withdrawal, or the connection's end, which the writes will tell.
    if (!(cause instanceof CancellationException)) leave();
    over.countDown();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /// Ends the watch before the answer ends, since the connection then reads for itself.
  void end() {
    if (over.getCount() == 0) return;
    var withdrawn = new CancellationException("the answer is complete");
    if (((AbstractEndPoint) endPoint).getFillInterest().onFail(withdrawn)) return;
    try {
      over.await(); // it fired in this moment; its fill takes microseconds
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
