package io.llmcallgateway.http;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.identity.ConsoleSessions;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.metrics.CallMetrics;
import io.llmcallgateway.model.ErrorRedactor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// The HTTP server: Jetty on virtual threads, with HTTP/1.1 and HTTP/2 in clear text. TLS is left
/// to a reverse proxy.
public final class GatewayServer {
  private final Server server;
  private final ServerConnector connector;
  private final Duration headerTimeout;
  private final ActiveRequests inFlight = new ActiveRequests();

  /// Loads Jetty's table of media types ahead of the start. It reads every locale of the JDK, which
  /// takes a tenth of a second.
  public static void loadTypes() {
    Objects.requireNonNull(MimeTypes.DEFAULTS);
  }

  public GatewayServer(
      ServerOptions options,
      AccessPolicy.Source access,
      Dialect errors,
      ErrorRedactor disclosure,
      CallMetrics metrics,
      ByteBudget budget,
      ConsoleSessions sessions,
      InstantSource clock,
      List<Route> routes) {
    headerTimeout = options.headerTimeout();
    var threads = new VirtualThreadPool();
    threads.setName("http");
    threads.setMaxConcurrentTasks(0); // the default admits 200 requests at a time
    server = new Server(threads);
    server.setErrorHandler(new JsonErrorHandler(errors));
    server.setStopTimeout(0); // `stop` drains instead
    connector = connector(server, options);
    server.addConnector(connector);
    var pages = new PageOrigins(options.corsOrigins());
    var table = new RouteTable(routes);
    var dispatcher =
        new Dispatcher(
            table,
            pages,
            access,
            errors,
            disclosure,
            metrics,
            inFlight,
            budget,
            sessions,
            clock,
            options.version());
    server.setHandler(new CorsHandler(table, pages, access, dispatcher));
  }

  private static ServerConnector connector(Server server, ServerOptions options) {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(32 * 1024);
    http.setResponseHeaderSize(16 * 1024);
    http.setHeaderCacheSize(0); // 100 KB for each connection, to save a few strings a call
    http.setUriCompliance(
        UriCompliance.from(
            "DEFAULT,AMBIGUOUS_PATH_SEPARATOR,AMBIGUOUS_PATH_ENCODING,AMBIGUOUS_EMPTY_SEGMENT"));
    var connector =
        new ServerConnector(
            server, 1, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setAcceptQueueSize(4096);
    connector.setIdleTimeout(options.idleTimeout().toMillis());
    return connector;
  }

  /// Starts to accept connections.
  public void start() throws Exception {
    var slow = new SlowHeaderGuard(connector.getScheduler(), headerTimeout);
    connector.addBean(slow);
    server.start();
    slow.start();
  }

  /// Returns the port on which the server listens.
  public int port() {
    return connector.getLocalPort();
  }

  /// Accepts no new connection or request, waits for those in flight and interrupts the rest.
  /// Returns true if all have ended in time.
  public boolean stop(Duration patience) throws Exception {
    connector.close();
    boolean drained = inFlight.drain(patience);
    server.stop();
    return drained;
  }
}
