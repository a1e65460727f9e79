package io.llmcallgateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Caller;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.RecordedHeaders;
import io.llmcallgateway.model.Session;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the caller's identity and tags from a request. Invalid values are ignored.
final class CallerReader {
  private static final String TAG = "x-gateway-tag-";

  /// The headers that name the session of a call, the first that is there counts: the gateway's own
  /// and those of Claude Code, Codex (old and new) and opencode.
  private static final List<String> SESSION =
      List.of(
          "x-session-id",
          "x-claude-code-session-id",
          "session-id",
          "session_id",
          "x-session-affinity");

  private static final int MOST_TAGS = 16;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST = 256;

  /// https://www.w3.org/TR/trace-context/#traceparent-header
  private static final Pattern TRACE =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?");

  private CallerReader() {}

  static Caller of(HttpCall call) {
    String trace = null;
    String parent = null;
    boolean sampled = true;
    var given = call.header("traceparent");
    if (given != null) {
      var parts = TRACE.matcher(given);
      if (parts.matches()) {
        trace = parts.group(1);
        parent = parts.group(2);
        sampled = (Integer.parseInt(parts.group(3), 16) & 1) == 1;
      }
    }
    return new Caller(
        call.keyId(),
        call.client().address(),
        cut(call.header("user-agent")),
        session(call),
        trace,
        parent,
        sampled,
        tags(call),
        recorded(call));
  }

  private static @Nullable Session session(HttpCall call) {
    for (var name : SESSION) {
      var id = cut(call.header(name));
      if (id != null) return new Session(id.strip(), name);
    }
    return null;
  }

  private static Headers recorded(HttpCall call) {
    var fields = call.request().getHeaders();
    var headers = new ArrayList<Headers.Header>(fields.size());
    for (var field : fields) {
      var value = field.getValue();
      if (value == null || !RecordedHeaders.isKept(field.getName())) continue;
      headers.add(new Headers.Header(field.getName(), utf8(value)));
    }
    return RecordedHeaders.of(headers);
  }

  private static Map<String, String> tags(HttpCall call) {
    Map<String, String> tags = Map.of();
    for (var field : call.request().getHeaders()) {
      var name = field.getName();
      if (!name.regionMatches(true, 0, TAG, 0, TAG.length())) continue;
      var value = cut(field.getValue());
      var tag = name.substring(TAG.length()).toLowerCase(Locale.ROOT);
      if (value == null || tag.isEmpty() || tag.length() > LONGEST_NAME) continue;
      if (tags.isEmpty()) tags = new LinkedHashMap<>();
      if (tags.size() < MOST_TAGS) tags.put(tag, value);
    }
    return tags;
  }

  private static @Nullable String cut(@Nullable String given) {
    if (given == null || given.isBlank()) return null;
    var text = utf8(given);
    if (text.length() <= LONGEST) return text;
    boolean pair = Character.isHighSurrogate(text.charAt(LONGEST - 1));
    return text.substring(0, pair ? LONGEST - 1 : LONGEST);
  }

  /// Decodes UTF-8, which many clients write into headers; Jetty reads headers as Latin-1.
  private static String utf8(String latin) {
    if (latin.chars().allMatch(c -> c < 0x80)) return latin;
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(latin.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException _) {
      return latin;
    }
  }
}
