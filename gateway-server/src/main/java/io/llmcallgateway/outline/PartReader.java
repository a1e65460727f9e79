package io.llmcallgateway.outline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.PartShape;
import io.llmcallgateway.dialect.PartType;
import io.llmcallgateway.model.chat.CacheMark;
import io.llmcallgateway.wire.ContentHash;
import io.llmcallgateway.wire.JsonIndex;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what a part of a JSON document says. One document, one thread.
final class PartReader {
  private static final Set<PartType> MEDIA =
      EnumSet.of(PartType.IMAGE, PartType.AUDIO, PartType.FILE);
  private static final Set<PartType> WORDS =
      EnumSet.of(PartType.TEXT, PartType.REASONING, PartType.REFUSAL);
  private static final Set<PartType> NAMED =
      EnumSet.of(PartType.TOOL_CALL, PartType.TOOL_DEFINITION);
  private static final String DATA = "data:";

  /// The member by which a client marks what is to be cached, in every format that has one there.
  private static final String CACHE_MARK = "cache_control";

  private final JsonIndex json;

  PartReader(JsonIndex json) {
    this.json = json;
  }

  /// True if a part has no words at all.
  boolean isEmpty(int value, PartShape shape) {
    if (!WORDS.contains(shape.type()) || !shape.contents().isEmpty()) return false;
    int text = find(value, shape.texts());
    return text < 0 || (json.isString(text) && json.text(text, 1).isEmpty());
  }

  PartContent read(int value, PartShape shape) {
    int at = find(value, shape.texts());
    var text = at < 0 ? null : text(at);
    var mediaType = text(value, shape.mediaTypes());
    if (MEDIA.contains(shape.type()) && text != null && text.startsWith(DATA)) {
      if (mediaType == null) mediaType = typeOf(text);
      text = null;
    }
    boolean cut = false;
    if (text != null && text.length() > OutlinePart.MOST_TEXT) {
      text = shortened(text);
      cut = true;
    }
    return new PartContent(
        text(value, shape.names()),
        text(value, shape.refs()),
        mediaType,
        hash(value, shape, at),
        text,
        cut,
        mark(value));
  }

  /// Returns the type, which for media may be another one than the member's.
  PartType type(PartShape shape, PartContent content) {
    var media = content.mediaType();
    if (media == null || !MEDIA.contains(shape.type())) return shape.type();
    if (media.startsWith("image/")) return PartType.IMAGE;
    return media.startsWith("audio/") ? PartType.AUDIO : shape.type();
  }

  /// Returns the text of the first of these paths that has one.
  @Nullable String text(int value, List<String> paths) {
    int found = find(value, paths);
    return found < 0 ? null : shortened(json.text(found, OutlinePart.MOST_TEXT));
  }

  static String shortened(String text) {
    if (text.length() <= OutlinePart.MOST_TEXT) return text;
    int end = OutlinePart.MOST_TEXT;
    if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
    return text.substring(0, end);
  }

  private static @Nullable String typeOf(String address) {
    int end = DATA.length();
    while (end < address.length() && ";,".indexOf(address.charAt(end)) < 0) end++;
    return end == DATA.length() || end == address.length()
        ? null
        : address.substring(DATA.length(), end);
  }

  private @Nullable String mark(int value) {
    int mark = json.member(value, CACHE_MARK);
    if (!json.isObject(mark)) return null;
    var lifetime = text(mark, List.of("ttl"));
    return lifetime == null ? CacheMark.FIVE_MINUTES.text() : lifetime;
  }

  /// Returns the value of the first of these paths that exists and is not empty; -1 if none is.
  private int find(int value, List<String> paths) {
    for (var path : paths) {
      int found = find(value, path);
      if (found < 0 || json.type(found) == JsonIndex.Type.NULL) continue;
      boolean empty = json.isArray(found) && json.first(found) < 0;
      if (!empty) return found;
    }
    return -1;
  }

  private int find(int value, String path) {
    int found = value;
    for (int from = 0; found >= 0 && from < path.length(); ) {
      int dot = path.indexOf('.', from);
      int end = dot < 0 ? path.length() : dot;
      found = json.member(found, path.substring(from, end));
      from = end + 1;
    }
    return found;
  }

  /// Returns the text of a value, a little more than is shown so that a cut can be noticed.
  private String text(int value) {
    var joined = joined(value, OutlinePart.MOST_TEXT + 2);
    return joined == null ? json.text(value, OutlinePart.MOST_TEXT + 2) : joined;
  }

  /// Returns the texts of an array of texts and text blocks, joined by line feeds; null if it is
  /// none.
  private @Nullable String joined(int value, int most) {
    if (!json.isArray(value)) return null;
    var text = new StringBuilder();
    boolean any = false;
    for (int each = json.first(value); each >= 0; each = json.next(each, value)) {
      int words = json.isString(each) ? each : json.member(each, "text");
      if (!json.isString(words)) continue;
      if (any) text.append('\n');
      any = true;
      if (text.length() < most) text.append(json.text(words, most));
    }
    return any ? text.toString() : null;
  }

  private long hash(int value, PartShape shape, int text) {
    var type = NAMED.contains(shape.type()) ? text(value, shape.names()) : null;
    long head = ContentHash.of(shape.type().text() + ' ' + (type == null ? "" : type));
    return ContentHash.of(head, contentHash(value, shape, text));
  }

  private long contentHash(int value, PartShape shape, int text) {
    long all = 0;
    boolean any = false;
    for (var path : shape.contents()) {
      int found = find(value, path);
      if (found < 0) continue;
      any = true;
      all = ContentHash.of(all, json.hash(found));
    }
    if (any) return all;
    if (text < 0) return json.hash(value);
    if (shape.type() == PartType.TOOL_CALL && json.isString(text)) return argumentsHash(text);
    var joined = joined(text, Integer.MAX_VALUE / 8);
    return joined == null ? json.hash(text) : ContentHash.of(joined);
  }

  private long argumentsHash(int text) {
    return argumentsHash(json.text(text, Integer.MAX_VALUE / 8));
  }

  /// Returns the hash of a tool call's arguments: of the JSON that they are, or else of the text.
  static long argumentsHash(String arguments) {
    var parsed = JsonIndex.of(arguments.getBytes(UTF_8));
    return parsed.problem() == null ? parsed.hash(parsed.root()) : ContentHash.of(arguments);
  }
}
