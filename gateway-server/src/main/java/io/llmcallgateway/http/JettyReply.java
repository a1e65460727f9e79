package io.llmcallgateway.http;

import io.llmcallgateway.model.Headers;
import io.llmcallgateway.relay.call.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// The answer to a call over Jetty.
final class JettyReply implements Reply {
  private final HttpCall call;
  private final Headers more;
  private @Nullable ClientWatch watch;
  private boolean started;
  private boolean ended;

  /// @param more headers beside those of the answer
  JettyReply(HttpCall call, Headers more) {
    this.call = call;
    this.more = more;
  }

  @Override
  public void watch(DepartureListener listener) {
    if (watch == null) watch = ClientWatch.begin(call.request(), listener);
  }

  @Override
  public boolean gone() {
    return watch != null && watch.gone();
  }

  @Override
  public boolean started() {
    return started;
  }

  @Override
  public void trailers(Trailers trailers) {
    call.response()
        .setTrailersSupplier(
            () -> {
              var fields = HttpFields.build();
              for (var each : trailers.atEnd().all()) fields.put(each.name(), each.value());
              return fields;
            });
  }

  @Override
  public void start(int status, Headers headers, long length) {
    started = true;
    var response = call.response();
    response.setStatus(status);
    var fields = response.getHeaders();
    for (var header : headers.all()) fields.put(header.name(), header.value());
    for (var header : more.all()) fields.put(header.name(), header.value());
    if (length >= 0) fields.put(HttpHeader.CONTENT_LENGTH, length);
    call.putCommonHeaders();
  }

  @Override
  public Headers headers() {
    if (!started) return Headers.NONE;
    var fields = call.response().getHeaders();
    var headers = new ArrayList<Headers.Header>(fields.size());
    for (var field : fields) {
      var value = field.getValue();
      headers.add(new Headers.Header(field.getName(), value == null ? "" : value));
    }
    return new Headers(headers);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    call.write(false, bytes);
  }

  @Override
  public void end(ByteBuffer last) throws IOException {
    ended = true;
    endWatch();
    try {
      call.write(true, last);
      call.succeeded();
    } catch (IOException e) {
      call.failed(e);
      throw e;
    }
  }

  @Override
  public void abort() {
    ended = true;
    endWatch();
    call.failed(new IOException("the answer was broken off"));
  }

  /// Ends the exchange: completes the answer, or closes the connection if it cannot be completed.
  void close() {
    if (!ended) abort();
  }

  private void endWatch() {
    if (watch != null) watch.end();
  }
}
