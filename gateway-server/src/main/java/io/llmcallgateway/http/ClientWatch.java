package io.llmcallgateway.http;

import io.llmcallgateway.relay.call.Reply;
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

/// Detects a client that leaves while it waits. Jetty does not read an HTTP/1.1 connection between
/// the end of the request and the end of the answer, so it does not notice a close. The watch
/// registers for readable input: the end of input means that the client has left; bytes belong to
/// the next, pipelined request and go back to the connection. HTTP/2 reports a close by itself.
final class ClientWatch implements Callback {
  private final EndPoint endPoint;
  private final Connection connection;
  private final Reply.DepartureListener listener;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean gone;

  private ClientWatch(EndPoint endPoint, Connection connection, Reply.DepartureListener listener) {
    this.endPoint = endPoint;
    this.connection = connection;
    this.listener = listener;
  }

  /// Begins a watch. Returns null if the connection cannot be watched now.
  static @Nullable ClientWatch begin(Request request, Reply.DepartureListener listener) {
    var connection = request.getConnectionMetaData().getConnection();
    var endPoint = connection.getEndPoint();
    var watch = new ClientWatch(endPoint, connection, listener);
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
    listener.clientLeft();
  }

  @Override
  public void succeeded() {
    var buffer = BufferUtil.allocate(4096);
    try {
      int filled = endPoint.fill(buffer);
      if (filled < 0) leave();
      else if (filled > 0) ((Connection.UpgradeTo) connection).onUpgradeTo(buffer);
    } catch (IOException _) {
      leave(); // the client has reset the connection
    } finally {
      over.countDown();
    }
  }

  @Override
  public void failed(Throwable cause) {
    // Our own withdrawal is no departure of the client.
    if (!(cause instanceof CancellationException)) leave();
    over.countDown();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /// Ends the watch. Must be called before the answer ends, since the connection then reads again.
  void end() {
    if (over.getCount() == 0) return;
    var withdrawn = new CancellationException("the answer is complete");
    if (((AbstractEndPoint) endPoint).getFillInterest().onFail(withdrawn)) return;
    try {
      over.await(); // it has just fired; its read takes microseconds
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
