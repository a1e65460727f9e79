package io.llmcallgateway.dialect.anthropic;

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

/// Puts the model's name that the client asked for into answers that pass untouched: Claude Code
/// leaves the thinking of another model than it asked for out of its next request
/// (claude-code-router#1629), which Claude then refuses. Nothing else of the bytes changes.
final class ModelNameRestorer {
  private static final String MODEL = "model";

  private ModelNameRestorer() {}

  /// A plain answer, or its beginning.
  static Body in(Body answer, String asked) {
    var bytes = answer.toByteArray();
    var span = span(bytes, 0, bytes.length, null);
    return span == null ? answer : answer.splice(span, Json.string(asked));
  }

  /// Where the name stands; null where it does not, or not within these bytes.
  ///
  /// @param holder the member that holds the message; null where the document is the message
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
      return null; // cut, or no JSON: it passes as it is
    }
  }

  /// Moves to the value of that member of the object whose start has been read.
  private static boolean find(JsonParser parser, String name) {
    while (parser.nextToken() == PROPERTY_NAME) {
      boolean found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) return true;
      parser.skipChildren();
    }
    return false;
  }

  /// A stream's reader that renames the model in `message_start`.
  static StreamTap of(StreamTap inner, String asked) {
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
          ? new Tapped.Replaced(kind, instead)
          : seen;
    }

    @SuppressWarnings("ReferenceEquality") // one line of data stands in the raw bytes themselves
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
      // data of several lines, joined
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
