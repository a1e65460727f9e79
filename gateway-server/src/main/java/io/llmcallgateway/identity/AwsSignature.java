package io.llmcallgateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Secret;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A request's signature as AWS's clients make it (Signature Version 4), in a header or in the
/// query. It is verified with a secret that both sides know.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
public final class AwsSignature {
  /// The allowed difference between the clocks of both sides, as at AWS.
  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String HASH = "x-amz-content-sha256";
  private static final String SIGNATURE = "X-Amz-Signature";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

  /// The parts of a request that a signature covers.
  ///
  /// @param path the path as sent, still percent-encoded
  /// @param query the query as sent, empty if there is none
  /// @param headers the values by name in lower case, several values joined by commas
  public record Signed(String method, String path, String query, Map<String, String> headers) {
    public Signed {
      headers = Map.copyOf(headers);
    }
  }

  private final Signed request;
  private final boolean inQuery;
  private final String scope;
  private final String[] scopeParts;
  private final List<String> names;
  private final String signature;
  private final String time;
  private final Duration lasts;

  private AwsSignature(
      Signed request,
      boolean inQuery,
      String credential,
      String names,
      String signature,
      String time,
      Duration lasts) {
    this.request = request;
    this.inQuery = inQuery;
    this.scope = credential.substring(credential.indexOf('/') + 1);
    this.scopeParts = scope.split("/", -1);
    this.names = List.of(names.split(";", -1));
    this.signature = signature;
    this.time = time;
    this.lasts = lasts;
  }

  /// Returns the signature of a request; null if it is malformed or not valid at this time.
  public static @Nullable AwsSignature of(Signed request, Instant now) {
    var found = request.query().contains(SIGNATURE + "=") ? ofQuery(request) : ofHeader(request);
    return found != null && found.isInTime(now) ? found : null;
  }

  private static @Nullable AwsSignature ofHeader(Signed request) {
    var authorization = request.headers().getOrDefault("authorization", "");
    if (!authorization.startsWith(ALGORITHM + " ")) return null;
    var parts = new HashMap<String, String>();
    for (var part : authorization.substring(ALGORITHM.length()).split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0)
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    return make(
        request,
        false,
        parts.get("Credential"),
        parts.get("SignedHeaders"),
        parts.get("Signature"),
        request.headers().get("x-amz-date"),
        Duration.ZERO);
  }

  private static @Nullable AwsSignature ofQuery(Signed request) {
    var parts = new HashMap<String, String>();
    for (var pair : pairs(request.query())) parts.put(pair[0], pair[1]);
    if (!ALGORITHM.equals(parts.get("X-Amz-Algorithm"))) return null;
    var expires = parts.getOrDefault("X-Amz-Expires", "");
    if (!expires.matches("\\d{1,6}")) return null;
    return make(
        request,
        true,
        parts.get("X-Amz-Credential"),
        parts.get("X-Amz-SignedHeaders"),
        parts.get(SIGNATURE),
        parts.get("X-Amz-Date"),
        Duration.ofSeconds(Long.parseLong(expires)));
  }

  private static @Nullable AwsSignature make(
      Signed request,
      boolean inQuery,
      @Nullable String credential,
      @Nullable String names,
      @Nullable String signature,
      @Nullable String time,
      Duration lasts) {
    if (credential == null || names == null || signature == null || time == null) return null;
    var made = new AwsSignature(request, inQuery, credential, names, signature, time, lasts);
    boolean whole =
        made.scopeParts.length == 4
            && made.scopeParts[3].equals("aws4_request")
            && time.startsWith(made.scopeParts[0])
            && made.names.contains("host")
            && lasts.compareTo(LONGEST) <= 0;
    return whole ? made : null;
  }

  private boolean isInTime(Instant now) {
    try {
      var signed = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
      return !now.isBefore(signed.minus(SKEW)) && !now.isAfter(signed.plus(SKEW).plus(lasts));
    } catch (DateTimeException _) {
      return false;
    }
  }

  /// True if the secret has signed the request with this body. The comparison takes constant time.
  boolean matches(Secret secret, byte[] body) {
    try {
      var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
      var claimed = request.headers().get(HASH);
      boolean sameBody = claimed == null || claimed.equals(hash);
      var expected = HexFormat.of().formatHex(sign(secret, hash));
      boolean sameSignature =
          MessageDigest.isEqual(expected.getBytes(UTF_8), signature.getBytes(UTF_8));
      return sameBody && sameSignature;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has both algorithms
    }
  }

  private byte[] sign(Secret secret, String bodyHash) throws GeneralSecurityException {
    var canonical = canonical(bodyHash).getBytes(UTF_8);
    var digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    var text = ALGORITHM + '\n' + time + '\n' + scope + '\n' + digest;
    var key = ("AWS4" + secret.reveal()).getBytes(UTF_8);
    for (var part : scopeParts) key = hmac(key, part);
    return hmac(key, text);
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private String canonical(String bodyHash) {
    var text = new StringBuilder(request.method()).append('\n');
    text.append(encoded(request.path(), true)).append('\n').append(query()).append('\n');
    for (var name : names) {
      var value = request.headers().getOrDefault(name, "");
      text.append(name).append(':').append(value.strip().replaceAll(" +", " ")).append('\n');
    }
    return text.append('\n')
        .append(String.join(";", names))
        .append('\n')
        .append(bodyHash)
        .toString();
  }

  private String query() {
    var pairs = new ArrayList<String>();
    for (var pair : pairs(request.query())) {
      if (inQuery && pair[0].equals(SIGNATURE)) continue;
      pairs.add(encoded(pair[0], false) + '=' + encoded(pair[1], false));
    }
    pairs.sort(null);
    return String.join("&", pairs);
  }

  private static List<String[]> pairs(String query) {
    var pairs = new ArrayList<String[]>();
    for (var pair : query.split("&", -1)) {
      if (pair.isEmpty()) continue;
      int equals = pair.indexOf('=');
      var name = equals < 0 ? pair : pair.substring(0, equals);
      var value = equals < 0 ? "" : pair.substring(equals + 1);
      pairs.add(new String[] {decoded(name), decoded(value)});
    }
    return pairs;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  /// Returns a text percent-encoded; the slashes of a path stay. A path that was sent encoded is
  /// encoded once more (for all services but S3).
  private static String encoded(String text, boolean path) {
    var out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~".indexOf(c) >= 0
              || (path && c == '/');
      if (plain) out.append(c);
      else out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
    }
    return out.toString();
  }
}
