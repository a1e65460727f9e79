package io.llmcallgateway.http;

import io.llmcallgateway.identity.AwsSignature;
import io.llmcallgateway.identity.ConsoleSessions;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.time.InstantSource;

/// Admits requests to routes: by the client key, by a signature made with it, or by the cookie of a
/// console session where the route takes one.
final class Admission {
  private final ConsoleSessions sessions;
  private final InstantSource clock;

  Admission(ConsoleSessions sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /// Throws a `GatewayException` if the request is not admitted.
  void require(HttpCall call, Route route, AccessPolicy access) {
    var needed = route.access();
    boolean open =
        switch (needed) {
          case OPEN -> true;
          case METRICS -> access.metricsPublic();
          case KEY, KEY_ALSO_IN_QUERY -> false;
        };
    if (open || admitsSignature(call, route, access)) return;
    if (admitsKey(call, needed, access)) {
      call.admittedBy(access.authenticator().keyId());
      return;
    }
    if (route.takesSession() && admitsSession(call, access)) return;
    call.response().getHeaders().put("www-authenticate", "Bearer");
    throw new GatewayException(
        Failure.of(
            Failure.Kind.UNAUTHENTICATED,
            "The API key is missing or wrong. Send this gateway's client key as"
                + " 'Authorization: Bearer …', 'x-api-key' or 'api-key'."));
  }

  private static boolean admitsKey(HttpCall call, Route.Access needed, AccessPolicy access) {
    return access
        .authenticator()
        .admits(
            call.header("authorization"),
            call.header("x-api-key"),
            call.header("api-key"),
            call.header("x-goog-api-key"),
            needed == Route.Access.KEY_ALSO_IN_QUERY ? call.query("key") : null);
  }

  /// Returns true if the request has the cookie of a session. A browser sends it by itself, so the
  /// request must come from the console's own page.
  private boolean admitsSession(HttpCall call, AccessPolicy access) {
    for (var token : call.cookies(ConsoleSessions.COOKIE)) {
      var session = sessions.find(token, access.authenticator());
      if (session == null) continue;
      OwnPage.require(call);
      OwnPage.requireMark(call);
      call.admittedBy(session.keyId());
      return true;
    }
    return false;
  }

  /// Returns true if the request has a signature of AWS's clients, made with the client key as the
  /// secret access key. The signature covers the body, so it is verified once the body is read.
  private boolean admitsSignature(HttpCall call, Route route, AccessPolicy access) {
    if (!call.isSigned()) return false;
    var authenticator = access.authenticator();
    if (!authenticator.keyless()) {
      var signature = AwsSignature.of(call.signed(), clock.instant());
      if (signature == null) throw wrongSignature();
      if (route.endpoint() instanceof CallEndpoint) {
        call.admitBy(body -> authenticator.admits(signature, body));
      } else if (!authenticator.admits(signature, new byte[0])) {
        throw wrongSignature();
      }
    }
    call.admittedBy(authenticator.keyId());
    return true;
  }

  static GatewayException wrongSignature() {
    return new GatewayException(
        Failure.of(
            Failure.Kind.FORBIDDEN,
            "The AWS signature (SigV4) is not of this gateway's client key, or more than 5 minutes"
                + " old. Use the client key as AWS_SECRET_ACCESS_KEY, with any access key id, or"
                + " send it as a bearer token: set AWS_BEARER_TOKEN_BEDROCK to it."));
  }
}
