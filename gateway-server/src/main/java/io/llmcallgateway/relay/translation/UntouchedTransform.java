package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.StreamEncoder;
import io.llmcallgateway.dialect.StreamTap;
import io.llmcallgateway.dialect.Tapped;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Frames;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Client and provider speak the same dialect: the bytes go back untouched, read in passing. Only a
/// usage event that the client did not ask for is left out.
final class UntouchedTransform implements StreamTransform {
  private final Dialect dialect;
  private final StreamTap tap;
  private final boolean dropUsage;
  private final String contentType;
  private final Supplier<StreamEncoder> encoder;
  private final Translation crossing;
  private @Nullable WholeAnswerStream replay;

  /// @param encoder for signs of life
  UntouchedTransform(
      ClientCall call, Translation crossing, Dialect dialect, Supplier<StreamEncoder> encoder) {
    this.crossing = crossing;
    this.dialect = dialect;
    this.tap = dialect.tap(call.in(), call.facts(), crossing.model());
    this.dropUsage = !call.facts().wantsUsage();
    this.contentType = dialect.streamType(call.in());
    this.encoder = encoder;
  }

  @Override
  public Frames frames() {
    return dialect.frames(MOST_FRAME_BYTES);
  }

  @Override
  public String contentType() {
    return contentType;
  }

  @Override
  public Tapped.Kind pass(Frames frames, ByteSink out) {
    return switch (tap.see(frames)) {
      case Tapped.Kind kind -> {
        pass(kind, frames, out);
        yield kind;
      }
      case Tapped.Replaced replaced -> {
        if (passes(replaced.kind())) out.write(replaced.bytes());
        else pass(replaced.kind(), frames, out);
        yield replaced.kind();
      }
      case Tapped.ProviderError error -> throw new GatewayException(error.failure());
    };
  }

  private void pass(Tapped.Kind kind, Frames frames, ByteSink out) {
    if (passes(kind)) passBlank(frames, out);
    else if (kind == Tapped.Kind.UNREADABLE) crossing.unreadable(frames);
  }

  private boolean passes(Tapped.Kind kind) {
    return switch (kind) {
      case CONTENT, EMPTY, DONE -> true;
      case USAGE -> !dropUsage;
      case UNREADABLE -> false;
    };
  }

  @Override
  public void passBlank(Frames frames, ByteSink out) {
    out.write(frames.raw(), frames.rawStart(), frames.rawEnd() - frames.rawStart());
  }

  @Override
  public boolean finished() {
    return replay != null || tap.finished();
  }

  @Override
  public void end(boolean done, ByteSink out) {
    if (replay != null) {
      replay.write(out);
      return;
    }
    tap.requireAnswer();
    if (!done) out.write(dialect.streamEnd());
  }

  @Override
  public void error(Failure failure, ByteSink out) {
    out.write(dialect.errorEvent(failure));
  }

  @Override
  public void keepAlive(ByteSink out) {
    encoder.get().keepAlive(out);
  }

  @Override
  public void replay(Body body) {
    replay = crossing.replay(body);
  }

  @Override
  public Answer answer() {
    return replay != null ? replay.answer() : tap.answer();
  }
}
