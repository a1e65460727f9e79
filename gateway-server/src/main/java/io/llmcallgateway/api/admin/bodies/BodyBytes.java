package io.llmcallgateway.api.admin.bodies;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.wire.ContentHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sends the bytes of a body: whole, a range of them (RFC 9110 §14), or nothing where the client
/// has them already.
public final class BodyBytes {
  /// Headers without which a page of a provider could act in a browser.
  public static final Headers GUARDED =
      Headers.of("x-content-type-options", "nosniff")
          .with("content-security-policy", "sandbox; default-src 'none'")
          .with("cache-control", "no-store");

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  private BodyBytes() {}

  /// Sends a body, or the part of it that the request asks for.
  public static void send(HttpCall call, Payload payload) throws IOException {
    var bytes = payload.body().toByteArray();
    var tag = '"' + HexFormat.of().toHexDigits(ContentHash.of(bytes)) + '"';
    var headers = GUARDED.with("etag", tag).with("accept-ranges", "bytes");
    var type = shownType(payload, bytes);
    if (has(call.header("if-none-match"), tag)) {
      call.send(304, type, new byte[0], headers);
      return;
    }
    var asked = range(call, tag);
    if (asked == null) {
      call.send(200, type, bytes, headers);
      return;
    }
    var range = range(asked, bytes.length);
    if (range == null) {
      call.send(416, type, new byte[0], headers.with("content-range", "bytes */" + bytes.length));
      return;
    }
    var place = "bytes " + range.start() + "-" + (range.end() - 1) + "/" + bytes.length;
    var part = payload.body().slice(range).toByteArray();
    call.send(206, type, part, headers.with("content-range", place));
  }

  private static boolean has(@Nullable String known, String tag) {
    if (known == null) return false;
    for (var each : known.split(",", -1)) {
      var name = each.strip();
      if (name.equals("*") || name.equals(tag) || name.equals("W/" + tag)) return true;
    }
    return false;
  }

  /// Returns the range that the request asks for; null if it asks for all, or for what need not be
  /// served in pieces.
  private static @Nullable Matcher range(HttpCall call, String tag) {
    var range = call.header("range");
    var only = call.header("if-range");
    if (range == null || (only != null && !only.strip().equals(tag))) return null;
    var matcher = RANGE.matcher(range.strip());
    boolean one = matcher.matches() && matcher.group().length() > "bytes=-".length();
    return one ? matcher : null;
  }

  /// Returns the bytes of a range; null if the body has none of them.
  private static @Nullable Span range(Matcher asked, int size) {
    var first = asked.group(1);
    var last = asked.group(2);
    if (first.isEmpty()) {
      long length = Math.min(Long.parseLong(last), size);
      return length == 0 ? null : new Span((int) (size - length), size);
    }
    long start = Long.parseLong(first);
    long end = last.isEmpty() ? size : Math.min(Long.parseLong(last) + 1, size);
    return start >= end ? null : new Span((int) start, (int) end);
  }

  /// Returns a content type that browsers do not execute, since a payload may be a page of a
  /// provider.
  private static String shownType(Payload payload, byte[] bytes) {
    var type = payload.type() == null ? "" : payload.type().toLowerCase(Locale.ROOT);
    if (type.startsWith("application/json")) return "application/json; charset=utf-8";
    return isText(payload, bytes) ? "text/plain; charset=utf-8" : "application/octet-stream";
  }

  /// True if the bytes are UTF-8, apart from a character that was cut.
  private static boolean isText(Payload payload, byte[] bytes) {
    int cut = payload.cut() ? 3 : 0;
    for (int less = 0; less <= cut && less <= bytes.length; less++) {
      try {
        var _ = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, bytes.length - less));
        return true;
      } catch (CharacterCodingException _) {
        // perhaps only the last character
      }
    }
    return false;
  }
}
