package io.llmcallgateway.http;

import io.llmcallgateway.config.Loopback;
import io.llmcallgateway.dialect.ClientDialect;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.identity.ConsoleSessions;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.metrics.CallMetrics;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.ErrorRedactor;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Dispatches each request to its route. Checks whether the gateway is stopping, the host, the path
/// and the method, and the client's access; then calls the endpoint.
final class Dispatcher extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /// The time after which clients retry: another gateway, or this one after a restart, may answer
  /// then.
  private static final Duration SOON = Duration.ofSeconds(1);

  private final RouteTable table;
  private final PageOrigins pages;
  private final Admission admission;
  private final AccessPolicy.Source access;
  private final Dialect errors;
  private final ErrorRedactor disclosure;
  private final CallMetrics metrics;
  private final ActiveRequests inFlight;
  private final ByteBudget budget;
  private final InstantSource clock;
  private final HttpField version;
  private final RefusalLog refusals = new RefusalLog();

  Dispatcher(
      RouteTable table,
      PageOrigins pages,
      AccessPolicy.Source access,
      Dialect errors,
      ErrorRedactor disclosure,
      CallMetrics metrics,
      ActiveRequests inFlight,
      ByteBudget budget,
      ConsoleSessions sessions,
      InstantSource clock,
      String version) {
    this.table = table;
    this.pages = pages;
    this.access = access;
    this.errors = errors;
    this.disclosure = disclosure;
    this.metrics = metrics;
    this.inFlight = inFlight;
    this.budget = budget;
    this.admission = new Admission(sessions, clock);
    this.clock = clock;
    this.version = HttpCall.versionField(version);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var id = CallId.next(clock, ThreadLocalRandom.current());
    var access = this.access.get();
    var client = ClientAddress.of(request, access.trustedProxies());
    var call = new HttpCall(request, response, callback, id, version, client, budget);
    var routes = table.find(call.path());
    if (!inFlight.enter()) {
      var stopping = Failure.stopping().withRetryAfter(SOON);
      fail(call, routes, new GatewayException(stopping), Headers.of("connection", "close"));
      return true;
    }
    try {
      dispatch(call, routes, access);
    } catch (GatewayException e) {
      metrics.rejected(e.failure().kind());
      refusals.refused(call, e.failure());
      fail(call, routes, e, Headers.NONE);
    } catch (IOException e) {
      LOG.debug("request {} ended with its connection", id.shortId(), e);
      call.failed(e);
    } catch (InterruptedException e) {
      call.failed(e); // only a stop interrupts
    } catch (Exception e) {
      LOG.error("request {} {} failed inside the gateway", call.method(), call.path(), e);
      fail(call, routes, new GatewayException(Failure.internal(), e), Headers.NONE);
    } finally {
      call.release();
      inFlight.leave();
    }
    return true;
  }

  private void dispatch(HttpCall call, Map<String, Route> methods, AccessPolicy access)
      throws Exception {
    requirePlainTransfer(call);
    boolean keyless = access.authenticator().keyless();
    if (keyless && !access.allowAnonymous()) requireLoopbackHost(call);
    if (keyless) pages.requireOwn(call, true);
    var path = call.path();
    if (methods.isEmpty()
        || (UnknownPathAdvice.knows(path) && !methods.containsKey(call.method()))) {
      throw new GatewayException(
          Failure.of(
              Failure.Kind.UNKNOWN_PATH,
              "Unknown path: "
                  + call.method()
                  + " "
                  + path
                  + ". "
                  + UnknownPathAdvice.advice(path)));
    }
    if (call.method().equals("OPTIONS")) {
      call.send(204, "text/plain", new byte[0], Headers.of("allow", RouteTable.allow(methods)));
      return;
    }
    var route = route(call, methods);
    admission.require(call, route, access);
    route.endpoint().serve(call);
  }

  /// Refuses other transfer codings, since Jetty would read their body as plain chunks (RFC 9112
  /// §6.1).
  private static void requirePlainTransfer(HttpCall call) {
    var codings = call.request().getHeaders().getValuesList("transfer-encoding");
    if (codings.isEmpty() || (codings.size() == 1 && isChunked(codings.getFirst()))) return;
    call.response().getHeaders().put("connection", "close");
    throw new GatewayException(
        Failure.of(
            Failure.Kind.UNSUPPORTED,
            "The request has a transfer-encoding other than chunked; a compressed body is sent with"
                + " content-encoding."));
  }

  private static boolean isChunked(String coding) {
    return coding.strip().equalsIgnoreCase("chunked");
  }

  private static Route route(HttpCall call, Map<String, Route> methods) {
    var method = call.method().equals("HEAD") ? "GET" : call.method();
    var route = methods.get(method);
    if (route != null) return route;
    call.response().getHeaders().put("allow", RouteTable.allow(methods));
    throw new GatewayException(
        Failure.of(
            Failure.Kind.METHOD_NOT_ALLOWED,
            "Method "
                + call.method()
                + " is not allowed on "
                + call.path()
                + "; use "
                + String.join(" or ", methods.keySet())
                + "."));
  }

  /// Requires a loopback host name. Without a key only this machine may call; a foreign web page
  /// must not get in by a DNS name that resolves to 127.0.0.1 (DNS rebinding).
  private static void requireLoopbackHost(HttpCall call) {
    var host = call.request().getHttpURI().getHost();
    if (host == null) host = Request.getServerName(call.request());
    if (host != null && Loopback.contains(host)) return;
    throw new GatewayException(
        Failure.of(
            Failure.Kind.FORBIDDEN,
            "This gateway has no client key, so it answers only to localhost. Set GATEWAY_API_KEY"
                + " to open it to others."));
  }

  private void fail(HttpCall call, Map<String, Route> routes, GatewayException e, Headers headers) {
    if (call.answered()) {
      call.failed(e);
      return;
    }
    try {
      var dialect = dialect(call, routes);
      var shown = disclosure.of(e.failure(), e.getCause());
      var body = dialect.writeError(shown).toByteArray();
      var all = headers.and(dialect.errorHeaders(shown));
      var after = shown.retryAfter();
      if (after != null) all = all.with("retry-after", Long.toString(after.toSeconds()));
      call.sendAndStay(dialect.status(shown), "application/json", body, all);
      UnreadBody.drain(call.request());
      call.succeeded();
    } catch (IOException gone) {
      call.failed(gone);
    } catch (InterruptedException stopped) {
      call.failed(stopped); // only a stop interrupts
    }
  }

  /// Returns the dialect of the path's routes, for any method.
  private ClientDialect dialect(HttpCall call, Map<String, Route> routes) {
    var route = routes.get(call.method());
    if (route == null && routes.size() == 1) route = routes.values().iterator().next();
    var own = route == null ? null : route.dialect();
    return own == null ? errors : own;
  }
}
