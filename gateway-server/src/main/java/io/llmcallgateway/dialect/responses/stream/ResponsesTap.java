package io.llmcallgateway.dialect.responses.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.dialect.StreamTap;
import io.llmcallgateway.dialect.Tapped;
import io.llmcallgateway.dialect.responses.content.ObjectMembers;
import io.llmcallgateway.dialect.support.DecodingTap;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.wire.Frames;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Reads a stream that passes untouched and keeps the response of its last event. The response that
/// the request continued is written into it, since the provider was sent the whole conversation.
public final class ResponsesTap implements StreamTap {
  private static final Set<String> LAST =
      Set.of("response.completed", "response.incomplete", "response.failed");
  private static final Set<String> HOLDING =
      Set.of("response.created", "response.queued", "response.in_progress");

  private final DecodingTap events;
  private final @Nullable String previous;
  private Body document = Body.EMPTY;

  public ResponsesTap(DecodingTap events, @Nullable String previous) {
    this.events = events;
    this.previous = previous;
  }

  @Override
  public Tapped see(Frames frames) {
    var seen = events.see(frames);
    var name = frames.name();
    boolean holds = name == null || LAST.contains(name) || HOLDING.contains(name);
    var instead = holds ? look(frames, name) : null;
    return instead != null && seen instanceof Tapped.Kind kind
        ? new Tapped.Replaced(kind, Body.of(instead))
        : seen;
  }

  /// Returns the frame with the response that the request continued, or null if the frame stays as
  /// it is.
  private byte @Nullable [] look(Frames frames, @Nullable String name) {
    if (previous == null && name != null && HOLDING.contains(name)) return null;
    byte[] instead = null;
    var bytes = Arrays.copyOfRange(frames.data(), frames.dataStart(), frames.dataEnd());
    try {
      var event = ObjectMembers.of(bytes);
      var response = event.value("response");
      if (response == null || response[0] != '{') return null;
      if (previous != null) {
        response = ObjectMembers.of(response).with("previous_response_id", previous);
        instead = frame(name, event, response);
      }
      if (LAST.contains(event.tree("type").asString(""))) document = Body.of(response);
    } catch (JacksonException _) {
      // it passes as it is
    }
    return instead;
  }

  private static byte[] frame(@Nullable String name, ObjectMembers event, byte[] response) {
    var span = event.members().get("response");
    if (span == null) throw new IllegalStateException("an event without its response");
    var data = Body.of(event.all()).splice(span, response).utf8().replace('\n', ' ');
    return ((name == null ? "" : "event: " + name + "\n") + "data: " + data + "\n\n")
        .getBytes(UTF_8);
  }

  @Override
  public boolean finished() {
    return events.finished();
  }

  @Override
  public void requireAnswer() {
    events.requireAnswer();
  }

  @Override
  public Answer answer() {
    var answer = events.answer();
    return new Answer(
        document, answer.text(), answer.toolCalls(), answer.finishReason(), answer.usage());
  }
}
