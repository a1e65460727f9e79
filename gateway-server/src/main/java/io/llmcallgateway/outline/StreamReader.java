package io.llmcallgateway.outline;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.PartType;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.wire.BrokenFrameException;
import io.llmcallgateway.wire.ContentHash;
import io.llmcallgateway.wire.EventTooLargeException;
import io.llmcallgateway.wire.Frames;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Finds the parts of a streamed answer by the decoder of its format. One stream, one thread.
final class StreamReader {
  private final TargetDialect dialect;
  private final PartCollector out;
  private final StreamedParts parts = new StreamedParts();
  private @Nullable String problem;

  StreamReader(TargetDialect dialect, PartCollector out) {
    this.dialect = dialect;
    this.out = out;
  }

  /// Reads the stream and returns what is wrong with it; null if it is whole.
  @Nullable String read(byte[] stream) {
    var frames = dialect.frames(stream.length + 1);
    var decoder =
        dialect.decoder(new TargetModel("", "", ModelRules.UNKNOWN, true), CallIds.asTheyAre());
    try {
      frames.feed(ByteBuffer.wrap(stream));
      int at = 0;
      for (int number = 0; !out.isFull() && (frames.next() || frames.last()); number++) {
        int end = at + frames.rawEnd() - frames.rawStart();
        parts.stand(number, at, end);
        at = end;
        if (frames.hasData() && !decoder.ended()) note(decoder.decode(frames, parts), frames);
      }
      decoder.end(parts);
      if (!decoder.complete()) fail("The stream ends before the answer is complete.");
    } catch (EventTooLargeException | BrokenFrameException | GatewayException e) {
      fail("The stream cannot be read to its end: " + e.getMessage());
    }
    parts.hand(out);
    return problem;
  }

  private void note(Decoded decoded, Frames frames) {
    switch (decoded) {
      case Decoded.Events _ -> {}
      case Decoded.Unreadable _ ->
          fail("An event of " + (frames.rawEnd() - frames.rawStart()) + " bytes cannot be read.");
      case Decoded.ProviderError(Failure failure) -> parts.error(failure.message());
    }
  }

  private void fail(String what) {
    if (problem == null) problem = what;
  }

  static long hash(PartType type, @Nullable String name, long content) {
    return ContentHash.of(ContentHash.of(type.text() + ' ' + (name == null ? "" : name)), content);
  }
}
