package io.llmcallgateway.relay;

import io.llmcallgateway.model.Headers;
import io.llmcallgateway.relay.call.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A client's side of a call that keeps what it gets, without a network. One thread.
final class FakeClient implements Reply {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  int status;
  int ends;
  int aborts;
  boolean gone;
  boolean failsAtEnd;
  Headers headers = Headers.NONE;

  String text() {
    return body.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void watch(DepartureListener listener) {}

  @Override
  public boolean gone() {
    return gone;
  }

  @Override
  public boolean started() {
    return status != 0;
  }

  @Override
  public void trailers(Trailers trailers) {}

  @Override
  public void start(int status, Headers headers, long length) {
    this.status = status;
    this.headers = headers;
  }

  @Override
  public Headers headers() {
    return headers;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    if (gone) throw new IOException("the client has left");
    var copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    body.writeBytes(copy);
  }

  @Override
  public void end(ByteBuffer last) throws IOException {
    if (failsAtEnd) throw new IOException("the client has left");
    write(last);
    ends++;
  }

  @Override
  public void abort() {
    aborts++;
  }
}
