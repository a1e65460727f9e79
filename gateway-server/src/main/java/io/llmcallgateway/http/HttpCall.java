package io.llmcallgateway.http;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.RequestUrl;
import io.llmcallgateway.identity.AwsSignature;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.relay.Relay;
import io.llmcallgateway.relay.call.Reply;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/// An HTTP request with its response. It is answered exactly once: by `send`, or in pieces by a
/// `JettyReply`. Used by one thread.
public final class HttpCall implements RequestUrl {
  /// Checks a request's body against its signature.
  @FunctionalInterface
  interface BodyCheck {
    boolean accepts(byte[] body);
  }

  private static final int PIECE = 128 << 10;
  private static final int MOST_COOKIES = 8;
  private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._:@/+=-]{1,128}");

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final CallId id;
  private final HttpField version;
  private final ClientAddress client;
  private final String path;
  private @Nullable BodyCheck bodyCheck;
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
    this.budget = budget;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.id = id;
    this.version = version;
    this.client = client;
    this.path = RequestPath.of(request);
  }

  static HttpField versionField(String version) {
    return new PreEncodedHttpField("X-Service-Version", version);
  }

  Request request() {
    return request;
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

  @Override
  public String method() {
    return request.getMethod();
  }

  /// True if the request has a signature as AWS's clients write it, valid or not.
  boolean isSigned() {
    var authorization = header("authorization");
    if (authorization != null && authorization.startsWith("AWS4-")) return true;
    var query = request.getHttpURI().getQuery();
    return query != null && query.contains("X-Amz-Signature=");
  }

  /// Returns the parts of the request that a signature covers.
  AwsSignature.Signed signed() {
    var headers = new HashMap<String, String>();
    for (var field : request.getHeaders()) {
      var value = field.getValue() == null ? "" : field.getValue();
      headers.merge(
          field.getName().toLowerCase(Locale.ROOT), value, (one, other) -> one + "," + other);
    }
    var query = request.getHttpURI().getQuery();
    var raw = request.getHttpURI().getPath();
    return new AwsSignature.Signed(
        method(), raw == null ? "/" : raw, query == null ? "" : query, headers);
  }

  /// Makes the admission of the request depend on a check of its body.
  void admitBy(BodyCheck check) {
    bodyCheck = check;
  }

  /// Throws a `GatewayException` (FORBIDDEN) if the request is signed, but not with this body.
  void requireSigned(Body body) {
    var check = bodyCheck;
    if (check != null && !check.accepts(body.toByteArray())) throw Admission.wrongSignature();
  }

  /// Throws a `GatewayException` (FORBIDDEN) if the request is signed: a signature covers a body
  /// that is held whole.
  void requireUnsigned() {
    if (bodyCheck == null) return;
    throw new GatewayException(
        Failure.of(
            Failure.Kind.FORBIDDEN,
            "A form with files is not taken with an AWS signature; send the client key as"
                + " 'Authorization: Bearer …'."));
  }

  /// Returns the address from which the request came.
  ClientAddress client() {
    return client;
  }

  /// Returns the address of the client, or of the last proxy that is not trusted.
  public String clientAddress() {
    return client.address();
  }

  /// True if the client's connection is encrypted, as far as a trusted proxy reports it.
  public boolean isEncrypted() {
    return request.isSecure() || "https".equalsIgnoreCase(client.scheme());
  }

  /// Returns the values of the cookies of a name. There may be several, of different paths.
  public List<String> cookies(String name) {
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(name))
        .limit(MOST_COOKIES)
        .map(HttpCookie::getValue)
        .toList();
  }

  /// Throws a `GatewayException` if the page of another origin has sent the request.
  public void requireOwnPage() {
    OwnPage.require(this);
  }

  /// Throws a `GatewayException` if the request changes something and lacks the console's header.
  public void requireConsoleMark() {
    OwnPage.requireMark(this);
  }

  /// Returns the path as sent, still percent-encoded, without superfluous slashes.
  @Override
  public String path() {
    return path;
  }

  /// True if the path was sent with a slash at its end, where relative links would not resolve.
  public boolean endsInSlash() {
    var raw = request.getHttpURI().getPath();
    return raw != null && raw.length() > 1 && raw.endsWith("/");
  }

  /// Returns the part of the path after `prefix`, decoded.
  @Override
  public String rest(String prefix) {
    var raw = path().substring(prefix.length()).replace("+", "%2B");
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw malformed("path", e);
    }
  }

  /// Returns the query as sent, still percent-encoded, or null.
  public @Nullable String rawQuery() {
    return request.getHttpURI().getQuery();
  }

  /// Returns the values of a header such as `Accept`, the most wanted first, without those that are
  /// refused; none if the header is malformed.
  public List<String> accepted(String name) {
    try {
      return request.getHeaders().getQualityCSV(name);
    } catch (HttpException.RuntimeException _) {
      return List.of();
    }
  }

  /// True if the client has the answer with this entity tag, which holds no comma.
  public boolean knows(String tag) {
    for (var line : request.getHeaders().getValuesList("if-none-match")) {
      for (var known : line.split(",", -1)) {
        var bare = known.strip();
        if (bare.equals("*") || bare.equals(tag) || bare.equals("W/" + tag)) return true;
      }
    }
    return false;
  }

  public @Nullable String header(String name) {
    return request.getHeaders().get(name);
  }

  /// Returns the first value of a query parameter, or null.
  public @Nullable String query(String name) {
    return fields().getValue(name);
  }

  /// Returns all query parameters, decoded, without client keys (`key`).
  @Override
  public Map<String, String> queries() {
    if (request.getHttpURI().getQuery() == null) return Map.of();
    var queries = new HashMap<String, String>();
    for (var field : fields()) {
      if (!field.getName().equals("key")) queries.put(field.getName(), field.getValue());
    }
    return queries;
  }

  /// Returns the values of all query parameters, decoded.
  public Map<String, List<String>> parameters() {
    if (request.getHttpURI().getQuery() == null) return Map.of();
    var parameters = new HashMap<String, List<String>>();
    for (var field : fields()) parameters.put(field.getName(), field.getValues());
    return parameters;
  }

  private Fields fields() {
    try {
      return Request.extractQueryParameters(request, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException | IllegalStateException | HttpException.RuntimeException e) {
      throw malformed("query", e);
    }
  }

  private static GatewayException malformed(String part, Exception cause) {
    return new GatewayException(
        Failure.of(
            Failure.Kind.INVALID_REQUEST,
            "The " + part + " of the address is not percent-encoded as UTF-8 should be."),
        cause);
  }

  /// Returns the client's request id, or null if there is none that is safe in logs and headers.
  @Nullable String clientRequestId() {
    var given = header("x-request-id");
    return given != null && SANE_ID.matcher(given).matches() ? given : null;
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
    headers.put("X-Process-Time", seconds(System.nanoTime() - request.getBeginNanoTime()));
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
    boolean head = request.getMethod().toUpperCase(Locale.ROOT).equals("HEAD");
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
    watch = ClientWatch.begin(request, listener);
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
