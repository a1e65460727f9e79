package io.llmcallgateway.cli.calls;

/// Shortens a streamed body to its beginning and its end, since hundreds of similar events tell no
/// more than a few.
final class StreamExcerpt {
  private static final int FIRST = 3;
  private static final int LAST = 3;

  private StreamExcerpt() {}

  /// True if a body is a stream of events or of lines of JSON, and long enough to be shortened.
  static boolean isLong(String body) {
    return events(body).length > FIRST + LAST + 1;
  }

  /// Returns the shortened body.
  ///
  /// @param all the hint how to print all of it
  static String of(String body, String all) {
    var events = events(body);
    var between = separator(body);
    var text = new StringBuilder();
    for (int i = 0; i < FIRST; i++) text.append(events[i].stripTrailing()).append(between);
    text.append("… ").append(events.length - FIRST - LAST).append(" more events (");
    text.append(all).append(" prints all)").append(between);
    for (int i = events.length - LAST; i < events.length; i++) {
      text.append(events[i].stripTrailing());
      if (i < events.length - 1) text.append(between);
    }
    return text.toString();
  }

  private static String[] events(String body) {
    if (isEvents(body)) return body.strip().split("\\r?\\n\\r?\\n", -1);
    return body.startsWith("{") ? body.strip().split("\\r?\\n(?=\\{)", -1) : new String[0];
  }

  private static String separator(String body) {
    return isEvents(body) ? "\n\n" : "\n";
  }

  private static boolean isEvents(String body) {
    return body.startsWith("data:") || body.startsWith("event:") || body.startsWith(":");
  }
}
