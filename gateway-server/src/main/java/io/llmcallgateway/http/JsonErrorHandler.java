package io.llmcallgateway.http;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.model.Failure;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Writes the errors of requests that Jetty itself refuses (malformed, headers too large) in the
/// clients' dialect.
final class JsonErrorHandler extends ErrorHandler {
  private final Dialect dialect;

  JsonErrorHandler(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var reason = request.getAttribute(ERROR_MESSAGE);
    var body = body(response.getStatus(), reason == null ? "" : reason.toString());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(response, true, new String(body, StandardCharsets.UTF_8), callback);
    return true;
  }

  private byte[] body(int status, String reason) {
    var failure =
        switch (status) {
          case 431 ->
              Failure.of(
                  Failure.Kind.HEADERS_TOO_LARGE, "The request's headers are larger than 32 KB.");
          case 408 ->
              Failure.of(Failure.Kind.CLIENT_TIMEOUT, "The request took too long to arrive.");
          default ->
              status >= 500
                  ? Failure.of(Failure.Kind.INTERNAL, "The gateway failed: " + reason)
                  : Failure.of(
                      Failure.Kind.INVALID_REQUEST,
                      "The request is not valid HTTP: "
                          + (reason.isEmpty() ? "status " + status : reason)
                          + ".");
        };
    return dialect.writeError(failure).toByteArray();
  }
}
