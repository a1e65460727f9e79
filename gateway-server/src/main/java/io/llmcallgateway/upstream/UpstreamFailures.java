package io.llmcallgateway.upstream;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/// Translates the HTTP client's exceptions into failures whose messages say what to check.
final class UpstreamFailures {
  /// The suggested wait, in which other calls end and free file descriptors.
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private UpstreamFailures() {}

  /// Returns a failure for a gateway that is overloaded for the moment.
  static Failure overloaded(String message) {
    return Failure.of(Kind.OVERLOADED, message).withRetryAfter(AGAIN);
  }

  /// True if the other side ended the connection, in order or by a reset.
  static boolean isClosed(@Nullable Throwable cause) {
    for (var at = cause; at != null; at = at.getCause()) {
      if (at instanceof ConnectException || at instanceof SSLException) return false;
      if (at instanceof EOFException || at instanceof ClosedChannelException) return true;
      var said = String.valueOf(at.getMessage());
      if (at instanceof IOException && (said.contains("reset") || said.contains("Broken pipe"))) {
        return true;
      }
    }
    return false;
  }

  static Failure beforeHead(String provider, Throwable cause) {
    for (var at = cause; at != null; at = at.getCause()) {
      if (String.valueOf(at.getMessage()).contains("Too many open files")) {
        return overloaded(
            "The gateway has no file descriptors left for a connection to the provider; raise their"
                + " limit (ulimit -n, LimitNOFILE).");
      }
      if (at instanceof HttpResponseException refused && refused.getResponse() != null) {
        if (HttpMethod.CONNECT.is(refused.getResponse().getRequest().getMethod())) {
          return of(
              provider,
              Kind.UPSTREAM_UNREACHABLE,
              "The proxy refused a tunnel to the provider (status "
                  + refused.getResponse().getStatus()
                  + "); check HTTPS_PROXY and its user and password");
        }
      }
      if (at instanceof HttpResponseException || at instanceof HttpException) {
        return of(
            provider, Kind.UPSTREAM_ERROR, "The provider answered with something that is not HTTP");
      }
      if (at instanceof UnknownHostException) {
        return of(
            provider,
            Kind.UPSTREAM_UNREACHABLE,
            "The provider's host name is unknown; check its base URL");
      }
      if (at instanceof SSLException) {
        return of(
            provider,
            Kind.UPSTREAM_UNREACHABLE,
            "The TLS handshake with the provider failed ("
                + reason(at)
                + "); an authority of your own is trusted by SSL_CERT_FILE");
      }
      if (at instanceof SocketTimeoutException || at instanceof TimeoutException) {
        return of(provider, Kind.UPSTREAM_UNREACHABLE, "Connecting to the provider took too long");
      }
      if (at instanceof ConnectException || at instanceof NoRouteToHostException) {
        return of(
            provider,
            Kind.UPSTREAM_UNREACHABLE,
            "The provider refused the connection; check its base URL");
      }
      if (at instanceof EOFException || at instanceof AsynchronousCloseException) {
        return of(
            provider, Kind.UPSTREAM_ERROR, "The provider closed the connection without an answer");
      }
    }
    return of(
        provider, Kind.UPSTREAM_ERROR, "The provider broke the connection before it answered");
  }

  /// Returns the message of the innermost cause, which says what is wrong with a certificate.
  private static String reason(Throwable cause) {
    var said = String.valueOf(cause.getMessage());
    for (var at = cause.getCause(); at != null; at = at.getCause()) {
      if (at.getMessage() != null) said = at.getMessage();
    }
    return said.length() > 300 ? said.substring(0, 300) + "…" : said;
  }

  static Failure inBody(String provider) {
    return of(
        provider, Kind.STREAM_CUT, "The provider broke the connection in the middle of its answer");
  }

  private static Failure of(String provider, Kind kind, String message) {
    return Failure.ofProvider(kind, provider, message + ".");
  }
}
