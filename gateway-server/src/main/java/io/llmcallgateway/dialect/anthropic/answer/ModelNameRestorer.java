package io.llmcallgateway.dialect.anthropic.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_OBJECT;
import static tools.jackson.core.JsonToken.VALUE_STRING;

import io.llmcallgateway.dialect.StreamTap;
import io.llmcallgateway.dialect.Tapped;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.Json;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/// Replaces the model's name in untouched answers by the name in the client's request. Claude Code
/// drops the thinking of any other model from its next request (claude-code-router#1629), which
/// Claude then refuses. All other bytes stay.
public final class ModelNameRestorer {
  private static final String MODEL = "model";

  private ModelNameRestorer() {}

  /// Replaces the name in an answer that is not streamed, or in the beginning of one.
  public static Body restore(Body answer, String asked) {
    var bytes = answer.toByteArray();
    var span = span(bytes, 0, bytes.length, null);
    return span == null ? answer : answer.splice(span, Json.string(asked));
  }

  /// Returns the range of the name, or null if these bytes do not have it.
  ///
  /// @param holder the member with the message; null if the document is the message
  private static @Nullable Span span(byte[] bytes, int start, int end, @Nullable String holder) {
    try (var parser = Json.parser(bytes, start, end - start)) {
      if (parser.nextToken() != START_OBJECT) return null;
      if (holder != null && !(find(parser, holder) && parser.currentToken() == START_OBJECT)) {
        return null;
      }
      if (!find(parser, MODEL) || parser.currentToken() != VALUE_STRING) return null;
      var span = Json.scalar(parser);
      return new Span(span.start() + start, span.end() + start);
    } catch (JacksonException _) {
      return null; // cut, or not JSON: it stays as it is
    }
  }

  /// Moves to the value of a member of the object whose start has been read; false if it has none.
  private static boolean find(JsonParser parser, String name) {
    while (parser.nextToken() == PROPERTY_NAME) {
      boolean found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) return true;
      parser.skipChildren();
    }
    return false;
  }

  /// Returns a tap that replaces the name in a stream's `message_start`.
  public static StreamTap tap(StreamTap inner, String asked) {
    return new Tap(inner, asked);
  }

  private static final class Tap implements StreamTap {
    private final StreamTap inner;
    private final byte[] asked;
    private boolean named;

    Tap(StreamTap inner, String asked) {
      this.inner = inner;
      this.asked = Json.string(asked);
    }

    @Override
    public Tapped see(Frames frames) {
      var instead = named ? null : renamed(frames);
      named |= instead != null;
      var seen = inner.see(frames);
      return instead != null && seen instanceof Tapped.Kind kind
          ? new Tapped.Replaced(kind, Body.of(instead))
          : seen;
    }

    @SuppressWarnings("ReferenceEquality") // data of one line is a range of the raw bytes
    private byte @Nullable [] renamed(Frames frames) {
      var span = span(frames.data(), frames.dataStart(), frames.dataEnd(), "message");
      if (span == null) return null;
      if (frames.data() == frames.raw()) {
        var raw = Arrays.copyOfRange(frames.raw(), frames.rawStart(), frames.rawEnd());
        int at = frames.rawStart();
        return Body.of(raw)
            .splice(new Span(span.start() - at, span.end() - at), asked)
            .toByteArray();
      }
      // data of several lines, which are joined
      var data = Arrays.copyOfRange(frames.data(), frames.dataStart(), frames.dataEnd());
      int at = frames.dataStart();
      var spliced = Body.of(data).splice(new Span(span.start() - at, span.end() - at), asked);
      var name = frames.name() == null ? "" : "event: " + frames.name() + "\n";
      return (name + "data: " + spliced.utf8().replace('\n', ' ') + "\n\n").getBytes(UTF_8);
    }

    @Override
    public boolean finished() {
      return inner.finished();
    }

    @Override
    public Answer answer() {
      return inner.answer();
    }
  }
}
