package io.llmcallgateway.http;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.relay.Relay;
import io.llmcallgateway.relay.call.Reply;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// An HTTP request with its response. It is answered exactly once: by `send`, or in pieces by a
/// `JettyReply`. Used by one thread.
public final class HttpCall extends HttpRequest {
  private static final int PIECE = 128 << 10;

  private final Response response;
  private final Callback callback;
  private final CallId id;
  private final HttpField version;
  private final ByteBudget budget;
  private ByteBudget.@Nullable Reservation held;
  private @Nullable ClientWatch watch;
  private boolean answered;
  private String keyId = "anonymous";

  HttpCall(
      Request request,
      Response response,
      Callback callback,
      CallId id,
      HttpField version,
      ClientAddress client,
      ByteBudget budget) {
    super(request, client);
    this.budget = budget;
    this.response = response;
    this.callback = callback;
    this.id = id;
    this.version = version;
  }

  static HttpField versionField(String version) {
    return new PreEncodedHttpField("X-Service-Version", version);
  }

  Response response() {
    return response;
  }

  public CallId id() {
    return id;
  }

  /// Returns the id of the client key by which the request was admitted.
  public String keyId() {
    return keyId;
  }

  void admittedBy(String keyId) {
    this.keyId = keyId;
  }

  /// Returns the call's reservation of memory, which the first use opens. It is released when the
  /// call has been served.
  public ByteBudget.Reservation held() throws InterruptedException {
    var held = this.held;
    if (held == null) {
      held = budget.open();
      this.held = held;
    }
    return held;
  }

  void release() {
    if (held != null) held.close();
  }

  boolean answered() {
    return answered;
  }

  /// Sets the headers that every answer has.
  void putCommonHeaders() {
    answered = true;
    var given = clientRequestId();
    var headers = response.getHeaders();
    headers.put("x-request-id", given == null ? id.text() : given);
    headers.put("X-Process-Time", seconds(System.nanoTime() - request().getBeginNanoTime()));
    headers.put(version);
  }

  private static String seconds(long nanos) {
    long micros = Math.max(nanos, 0) / 1_000;
    long rest = micros % 1_000_000;
    return micros / 1_000_000 + "." + Long.toString(1_000_000 + rest).substring(1);
  }

  /// Sends an answer with its whole body.
  public void send(int status, String contentType, byte[] body) throws IOException {
    send(status, contentType, body, Headers.NONE);
  }

  public void send(int status, String contentType, byte[] body, Headers more) throws IOException {
    sendAndStay(status, contentType, body, more);
    callback.succeeded();
  }

  /// Sends the answer but keeps the exchange open until `succeeded`.
  void sendAndStay(int status, String contentType, byte[] body, Headers more) throws IOException {
    putCommonHeaders();
    response.setStatus(status);
    var headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, contentType);
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    for (var header : more.all()) headers.put(header.name(), header.value());
    boolean head = method().toUpperCase(Locale.ROOT).equals("HEAD");
    write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body));
  }

  /// Tells a client that what it has is still right.
  public void notModified(Headers headers) throws IOException {
    putCommonHeaders();
    response.setStatus(304);
    for (var header : headers.all()) response.getHeaders().put(header.name(), header.value());
    write(false, ByteBuffer.allocate(0)); // as the last one it would get a content-length of 0
    callback.succeeded();
  }

  public void json(int status, byte[] body) throws IOException {
    send(status, "application/json; charset=utf-8", body);
  }

  /// Starts an answer with status 200 whose body is written to the returned stream and ends with
  /// its close.
  public OutputStream stream(String contentType, Headers more) {
    putCommonHeaders();
    response.setStatus(200);
    var headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, contentType);
    for (var header : more.all()) headers.put(header.name(), header.value());
    return new BufferedOutputStream(new Streamed(), PIECE);
  }

  /// Answers the request with the answer to a call.
  ///
  /// @param more headers beside those of the call's answer
  public void relay(Inbound call, Dialect dialect, Relay relay, Headers more)
      throws InterruptedException {
    var reply = new JettyReply(this, more);
    try {
      relay.serve(call, dialect, reply, held());
    } finally {
      reply.close();
    }
  }

  /// Calls a listener, on any thread, if the client leaves before a started answer has ended.
  public void watchClient(Reply.DepartureListener listener) {
    watch = ClientWatch.begin(request(), listener);
  }

  private final class Streamed extends OutputStream {
    private boolean closed;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      HttpCall.this.write(false, ByteBuffer.wrap(bytes, from, count));
    }

    @Override
    public void close() throws IOException {
      if (closed) return;
      closed = true;
      if (watch != null) watch.end();
      HttpCall.this.write(true, ByteBuffer.allocate(0));
      callback.succeeded();
    }
  }

  /// Writes bytes and waits until they are sent. Writes in pieces, since the JDK copies each into
  /// memory outside the heap.
  void write(boolean last, ByteBuffer bytes) throws IOException {
    while (bytes.remaining() > PIECE) {
      var piece = bytes.slice(bytes.position(), PIECE);
      bytes.position(bytes.position() + PIECE);
      writeOne(false, piece);
    }
    writeOne(last, bytes);
  }

  private void writeOne(boolean last, ByteBuffer bytes) throws IOException {
    try (var done = Blocker.callback()) {
      response.write(last, bytes, done);
      done.block();
    }
  }

  void succeeded() {
    callback.succeeded();
  }

  void failed(Throwable cause) {
    callback.failed(cause);
  }
}
