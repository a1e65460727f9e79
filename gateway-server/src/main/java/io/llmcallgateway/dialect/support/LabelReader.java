package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Labels;
import io.llmcallgateway.model.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Picks what a request says of itself out of its tokens: who its user is, and its labels. What is
/// no text, or too much, is passed over: nobody is refused for it.
public final class LabelReader {
  private static final int MOST = 16;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST = 512;

  private static final int LONGEST_SESSION = 256;

  /// Claude Code's `user_…_account_…_session_…`, and the JSON that it sends since 2026.
  private static final Pattern USER_SESSION =
      Pattern.compile("(?:_session_|\"session_id\"\\s*:\\s*\")([0-9A-Za-z-]{8,64})");

  private @Nullable String user;
  private @Nullable Session session;
  private final Map<String, String> metadata = new LinkedHashMap<>(0);

  /// The parser stands at the value of a member that names the user.
  public void user(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) user = cut(parser.getString());
    else parser.skipChildren();
  }

  /// The parser stands at the value of a member that names the session.
  public void session(JsonParser parser) {
    var source = parser.currentName();
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      parser.skipChildren();
      return;
    }
    var id = parser.getString().strip();
    if (!id.isEmpty() && id.length() <= LONGEST_SESSION) session = new Session(id, source);
  }

  /// The parser stands at a value that maps names to texts.
  public void metadata(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
        parser.skipChildren();
      } else if (metadata.size() < MOST && name.length() <= LONGEST_NAME) {
        metadata.put(name, cut(parser.getString()));
      }
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  /// The labels found; where only the metadata names a user, it is that one.
  public Labels labels() {
    if (user == null && session == null && metadata.isEmpty()) return Labels.NONE;
    var id = metadata.get("user_id");
    return new Labels(user == null ? id : user, session == null ? session(id) : session, metadata);
  }

  /// The session that a user's id names; null where it names none.
  private static @Nullable Session session(@Nullable String userId) {
    if (userId == null) return null;
    var found = USER_SESSION.matcher(userId);
    return found.find() ? new Session(found.group(1), "metadata.user_id") : null;
  }
}
