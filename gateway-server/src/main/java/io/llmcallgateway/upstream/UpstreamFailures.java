package io.llmcallgateway.upstream;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Failure.Kind;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;

/// What the HTTP client's exceptions mean, in words that say what to check.
final class UpstreamFailures {
  private UpstreamFailures() {}

  static Failure beforeHead(String provider, Throwable cause) {
    for (var at = cause; at != null; at = at.getCause()) {
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
            provider, Kind.UPSTREAM_UNREACHABLE, "The TLS handshake with the provider failed");
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

  static Failure inBody(String provider) {
    return of(
        provider, Kind.STREAM_CUT, "The provider broke the connection in the middle of its answer");
  }

  private static Failure of(String provider, Kind kind, String message) {
    return Failure.ofProvider(kind, provider, message + ".");
  }
}
