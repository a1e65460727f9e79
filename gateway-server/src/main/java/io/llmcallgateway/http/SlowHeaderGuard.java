package io.llmcallgateway.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/// Closes connections whose request head arrives too slowly, a few bytes at a time, so that the
/// idle timeout does not apply.
final class SlowHeaderGuard implements Connection.Listener {
  // Jetty's internal class, since nothing public reports that a connection is inside a head:
  // `Connection` counts bytes and messages only, `MinimumDataRateHandler` runs once the head is
  // complete, and `HttpConfiguration.getMinRequestDataRate` is not used by Jetty 12.
  private final Map<HttpConnection, Long> dripping = new ConcurrentHashMap<>();
  private final Map<HttpConnection, Boolean> open = new ConcurrentHashMap<>();
  private final Scheduler scheduler;
  private final long patience;

  SlowHeaderGuard(Scheduler scheduler, Duration patience) {
    this.scheduler = scheduler;
    this.patience = patience.toNanos();
  }

  void start() {
    scheduler.schedule(this::sweep, Math.max(patience / 4, 1), TimeUnit.NANOSECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection http) open.put(http, true);
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof HttpConnection http) {
      open.remove(http);
      dripping.remove(http);
    }
  }

  private void sweep() {
    long now = System.nanoTime();
    for (var connection : open.keySet()) {
      var parser = connection.getParser();
      boolean inHead = parser.inHeaderState() && !parser.isStart();
      if (!inHead) dripping.remove(connection);
      else if (now - dripping.computeIfAbsent(connection, _ -> now) > patience) {
        connection.getEndPoint().close();
      }
    }
    start();
  }
}
