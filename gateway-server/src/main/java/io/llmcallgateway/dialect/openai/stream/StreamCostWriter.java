package io.llmcallgateway.dialect.openai.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_OBJECT;

import io.llmcallgateway.model.Cost;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Json;
import tools.jackson.core.JacksonException;

/// Writes `gateway_cost` into the usage of a chunk. It is not named `cost`, which some vendors send
/// themselves and which stays as they wrote it.
public final class StreamCostWriter {
  private static final byte[] DATA = "data:".getBytes(UTF_8);

  private StreamCostWriter() {}

  /// Returns the events with the cost in the last usage among them, or unchanged if there is no
  /// usage.
  public static byte[] put(byte[] events, Cost cost) {
    int at = -1;
    boolean first = false;
    for (int start = 0; start < events.length; ) {
      int end = lineEnd(events, start);
      int json = start + DATA.length;
      if (startsWith(events, start, DATA)) {
        int close = usageEnd(events, json, end);
        if (close >= 0) {
          at = close;
          first = isEmpty(events, close);
        }
      }
      start = end + 1;
    }
    if (at < 0) return events;
    var out = new ByteSink();
    out.write(events, 0, at);
    out.ascii((first ? "" : ",") + "\"gateway_cost\":" + value(cost));
    out.write(events, at, events.length - at);
    return out.toByteArray();
  }

  private static String value(Cost cost) {
    return switch (cost.state()) {
      case PRICED -> cost.dollars();
      case UNKNOWN -> "\"unknown\"";
      case UNUSED -> "0";
    };
  }

  /// Returns the position of the closing brace of the chunk's usage, or -1.
  private static int usageEnd(byte[] events, int start, int end) {
    try (var parser = Json.parser(events, start, end - start)) {
      if (parser.nextToken() != START_OBJECT) return -1;
      int found = -1;
      while (parser.nextToken() == PROPERTY_NAME) {
        boolean usage = parser.currentName().equals("usage");
        if (parser.nextToken() == START_OBJECT && usage) {
          found = start + Json.structure(parser).end() - 1;
        } else {
          parser.skipChildren();
        }
      }
      return found;
    } catch (JacksonException _) {
      return -1; // `[DONE]`, or no JSON
    }
  }

  private static boolean isEmpty(byte[] events, int close) {
    int before = close - 1;
    while (events[before] <= ' ') before--;
    return events[before] == '{';
  }

  private static int lineEnd(byte[] bytes, int start) {
    int end = start;
    while (end < bytes.length && bytes[end] != '\n') end++;
    return end;
  }

  private static boolean startsWith(byte[] bytes, int start, byte[] prefix) {
    if (bytes.length - start < prefix.length) return false;
    for (int i = 0; i < prefix.length; i++) if (bytes[start + i] != prefix[i]) return false;
    return true;
  }
}
