package io.llmcallgateway.dialect.openai.audio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.llmcallgateway.dialect.StreamTap;
import io.llmcallgateway.dialect.Tapped;
import io.llmcallgateway.dialect.support.OpenAiErrorReader;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.Json;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads the events of a transcript or of speech as they pass untouched. The last one, whose type
/// ends in `.done`, has the whole text and the usage.
public final class AudioEventTap implements StreamTap {
  private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);

  /// The most that is gathered of a transcript whose last event is missing, in characters.
  private static final int MOST_TEXT = 1 << 20;

  private final Operation operation;
  private final String provider;
  private final StringBuilder text = new StringBuilder();
  private @Nullable Answer last;
  private boolean content;
  private boolean finished;

  public AudioEventTap(Operation operation, String provider) {
    this.operation = operation;
    this.provider = provider;
  }

  @Override
  public Tapped see(Frames frames) {
    var data = Arrays.copyOfRange(frames.data(), frames.dataStart(), frames.dataEnd());
    if (Arrays.equals(data, DONE)) {
      finished = content;
      return finished ? Tapped.Kind.DONE : Tapped.Kind.UNREADABLE;
    }
    var event = json(data);
    if (event == null) return Tapped.Kind.UNREADABLE;
    var type = event.path("type").asString("");
    boolean error = type.equals("error") || "error".equals(frames.name()) || event.has("error");
    if (error) {
      return new Tapped.ProviderError(OpenAiErrorReader.inStream(Body.of(data), provider));
    }
    content = true;
    if (type.endsWith(".done")) {
      last = Transcript.answer(operation, Body.of(data), event);
      finished = true;
      return Tapped.Kind.DONE;
    }
    if (text.length() < MOST_TEXT) text.append(event.path("delta").asString(""));
    return Tapped.Kind.CONTENT;
  }

  private static @Nullable JsonNode json(byte[] data) {
    try {
      var event = Json.MAPPER.readTree(data);
      return event.isObject() ? event : null;
    } catch (JacksonException _) {
      return null;
    }
  }

  @Override
  public boolean finished() {
    return finished;
  }

  @Override
  public Answer answer() {
    if (last != null) return last;
    return new Answer(Body.EMPTY, Transcript.escaped(text.toString()), List.of(), null, null);
  }
}
