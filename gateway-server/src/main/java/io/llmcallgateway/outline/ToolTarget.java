package io.llmcallgateway.outline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Finds what a tool call works on, a file, a command or an address, in its arguments: the first of
/// some members that tools usually have for it.
public final class ToolTarget {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST = 200;
  private static final List<String> MEMBERS =
      List.of(
          "file_path",
          "filePath",
          "notebook_path",
          "path",
          "file",
          "filename",
          "command",
          "cmd",
          "url",
          "uri",
          "query",
          "pattern");

  private ToolTarget() {}

  /// Returns it, in at most 200 characters; null if there is none.
  ///
  /// @param arguments a JSON object, or its beginning
  public static @Nullable String of(String arguments) {
    var found = new String[MEMBERS.size()];
    try (var in = JSON.createParser(ObjectReadContext.empty(), arguments)) {
      if (in.nextToken() == JsonToken.START_OBJECT) collect(in, found);
    } catch (JacksonException _) {
      // The arguments are cut or no JSON: what came before counts.
    }
    for (var text : found) if (text != null && !text.isBlank()) return beginning(text.strip());
    return null;
  }

  private static void collect(JsonParser in, @Nullable String[] found) {
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      int at = MEMBERS.indexOf(in.currentName());
      var value = in.nextToken();
      if (at >= 0 && value == JsonToken.VALUE_STRING) found[at] = in.getString();
      else if (at >= 0 && value == JsonToken.START_ARRAY) found[at] = words(in);
      else in.skipChildren();
    }
  }

  /// The strings of an array, as commands are often given.
  private static String words(JsonParser in) {
    var words = new ArrayList<String>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() == JsonToken.VALUE_STRING) words.add(in.getString());
      else in.skipChildren();
    }
    return String.join(" ", words);
  }

  private static String beginning(String text) {
    if (text.length() <= MOST) return text;
    boolean pair = Character.isHighSurrogate(text.charAt(MOST - 1));
    return text.substring(0, pair ? MOST - 1 : MOST);
  }
}
