package io.llmcallgateway.api.console;

import io.llmcallgateway.http.AccessPolicy;
import io.llmcallgateway.http.BodyReader;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.identity.ConsoleSessions;
import io.llmcallgateway.identity.LoginAttempts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// Serves `/admin/api/session`: the login to the console with the client key, and the way out.
public final class SessionPages {
  private static final Logger LOG = LoggerFactory.getLogger(SessionPages.class);
  private static final String PATH = "/admin/api/session";

  /// The most bytes of a login, more than any key has.
  public static final int MOST_BYTES = 8 << 10;

  private static final Headers FRESH = Headers.of("cache-control", "no-store");

  private final AccessPolicy.Source access;
  private final ConsoleSessions sessions;
  private final LoginAttempts attempts;
  private final BodyReader bodies;

  /// @param bodies reads bodies of up to `MOST_BYTES`
  public SessionPages(
      AccessPolicy.Source access,
      ConsoleSessions sessions,
      LoginAttempts attempts,
      BodyReader bodies) {
    this.access = access;
    this.sessions = sessions;
    this.attempts = attempts;
    this.bodies = bodies;
  }

  /// Returns the routes of the login, which are open since they lead in.
  public List<Route> routes() {
    return List.of(
        new Route("GET", PATH, Route.Access.OPEN, this::state),
        new Route("POST", PATH, Route.Access.OPEN, this::open),
        new Route("DELETE", PATH, Route.Access.OPEN, this::end));
  }

  private void state(HttpCall call) throws IOException {
    var page = Json.MAPPER.createObjectNode();
    var session = session(call);
    if (access.get().authenticator().keyless()) {
      page.put("login", "none");
    } else if (session == null) {
      page.put("login", "needed");
    } else {
      page.put("login", "open");
      page.put("key_id", session.keyId());
      page.put("expires_at", session.expires().toString());
    }
    var body = Json.MAPPER.writeValueAsBytes(page);
    call.send(200, "application/json; charset=utf-8", body, FRESH);
  }

  private ConsoleSessions.@Nullable Session session(HttpCall call) {
    for (var token : call.cookies(ConsoleSessions.COOKIE)) {
      var session = sessions.find(token, access.get().authenticator());
      if (session != null) return session;
    }
    return null;
  }

  private void open(HttpCall call) throws IOException, InterruptedException {
    call.requireOwnPage();
    var authenticator = access.get().authenticator();
    if (authenticator.keyless()) {
      done(call, FRESH);
      return;
    }
    var key = key(bodies.read(call).toByteArray());
    var wait = attempts.begin(call.clientAddress());
    if (wait != null) {
      throw new GatewayException(
          Failure.of(
                  Failure.Kind.RATE_LIMITED,
                  "Too many attempts to log in from this address; try again in "
                      + wait.toSeconds()
                      + " s.")
              .withRetryAfter(wait));
    }
    if (!authenticator.admits(null, key)) {
      throw new GatewayException(
          Failure.of(Failure.Kind.UNAUTHENTICATED, "This is not the client key of the gateway."));
    }
    attempts.succeeded(call.clientAddress());
    endAll(call);
    var cookie = cookie(call, sessions.open(authenticator), ConsoleSessions.LASTS.toSeconds());
    LOG.info("console: logged in from {}", call.clientAddress());
    done(call, FRESH.with("set-cookie", cookie));
  }

  private static String key(byte[] body) {
    try {
      var key = Json.MAPPER.readTree(body).path("key");
      if (key.isString() && !key.asString().isBlank()) return key.asString();
    } catch (JacksonException _) {
      // said below
    }
    throw new GatewayException(
        Failure.of(Failure.Kind.INVALID_REQUEST, "The body is to be {\"key\": \"…\"}.")
            .withParam("key"));
  }

  private void end(HttpCall call) throws IOException {
    call.requireOwnPage();
    call.requireConsoleMark();
    endAll(call);
    done(call, FRESH.with("set-cookie", cookie(call, "", 0)));
  }

  private void endAll(HttpCall call) {
    for (var token : call.cookies(ConsoleSessions.COOKIE)) sessions.end(token);
  }

  private static String cookie(HttpCall call, String token, long seconds) {
    return ConsoleSessions.COOKIE
        + "="
        + token
        + "; Path=/; Max-Age="
        + seconds
        + "; HttpOnly; SameSite=Strict"
        + (call.isEncrypted() ? "; Secure" : "");
  }

  private static void done(HttpCall call, Headers headers) throws IOException {
    call.send(204, "text/plain", new byte[0], headers);
  }
}
