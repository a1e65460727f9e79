package io.llmcallgateway.http;

import io.llmcallgateway.dialect.RequestUrl;
import io.llmcallgateway.identity.AwsSignature;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/// An HTTP request as it came in: its address, its head, who sent it. Used by one thread.
public abstract sealed class HttpRequest implements RequestUrl permits HttpCall {
  /// Checks a request's body against its signature.
  @FunctionalInterface
  interface BodyCheck {
    boolean accepts(byte[] body);
  }

  private static final int MOST_COOKIES = 8;
  private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._:@/+=-]{1,128}");

  private final Request request;
  private final ClientAddress client;
  private final String path;
  private @Nullable BodyCheck bodyCheck;

  HttpRequest(Request request, ClientAddress client) {
    this.request = request;
    this.client = client;
    this.path = RequestPath.of(request);
  }

  Request request() {
    return request;
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
}
