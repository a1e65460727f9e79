package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.support.AnswerAssembler;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.wire.BrokenFrameException;
import io.llmcallgateway.wire.EventTooLargeException;
import java.nio.ByteBuffer;

/// Puts a whole answer together from a stream that came in its place: a model that only streams, a
/// vendor that streams unasked.
public final class StreamedAnswerReader {
  private static final String[] BEGINNINGS = {"data:", "event:", ":", "id:", "retry:"};

  private StreamedAnswerReader() {}

  /// Returns whether a body is server-sent events rather than one answer.
  public static boolean is(Body body) {
    var begin = body.slice(new Span(0, Math.min(64, body.size()))).utf8();
    var text = begin.strip();
    for (var each : BEGINNINGS) if (text.startsWith(each)) return true;
    return false;
  }

  static ChatAnswer read(
      Body body, TargetDialect dialect, TargetModel target, CallIds ids, LossNotes losses) {
    var frames = dialect.frames(StreamTransform.MOST_FRAME_BYTES);
    var decoder = dialect.decoder(target, ids);
    var gathered = AnswerAssembler.unbounded();
    try {
      frames.feed(ByteBuffer.wrap(body.toByteArray()));
      boolean more = true;
      while (more && !decoder.ended()) {
        more = frames.next() || frames.last();
        if (!more || !frames.hasData()) continue;
        switch (decoder.decode(frames, gathered)) {
          case Decoded.Events _ -> {}
          case Decoded.Unreadable _ -> losses.add("answer.event", "unreadable");
          case Decoded.ProviderError error -> throw new GatewayException(error.failure());
        }
      }
    } catch (EventTooLargeException | BrokenFrameException e) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_ERROR,
              target.provider(),
              "The provider's stream cannot be read: " + e.getMessage()),
          e);
    }
    boolean bare = target.rules().has(Quirk.NO_DONE);
    if (!decoder.complete() && !bare) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.STREAM_CUT,
              target.provider(),
              "The provider ended the stream before the answer was complete."));
    }
    decoder.end(gathered);
    return gathered.answer();
  }
}
