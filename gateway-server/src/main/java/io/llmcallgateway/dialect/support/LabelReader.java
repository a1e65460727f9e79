package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Picks what a request says of itself out of its tokens: who its user is, and its labels. What is
/// no text, or too much, is passed over: nobody is refused for it.
public final class LabelReader {
  private static final int MOST = 16;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST = 512;

  private @Nullable String user;
  private final Map<String, String> metadata = new LinkedHashMap<>(0);

  /// The parser stands at the value of a member that names the user.
  public void user(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) user = cut(parser.getString());
    else parser.skipChildren();
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
    if (user == null && metadata.isEmpty()) return Labels.NONE;
    var named = user == null ? metadata.get("user_id") : user;
    return new Labels(named, metadata);
  }
}
