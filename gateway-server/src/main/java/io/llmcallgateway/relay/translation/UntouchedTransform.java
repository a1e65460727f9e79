package io.llmcallgateway.relay.translation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.StreamTap;
import io.llmcallgateway.dialect.Tapped;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Frames;
import org.jspecify.annotations.Nullable;

/// Passes the bytes of a stream untouched and reads them in passing, where client and provider
/// speak one format. Only a usage event that the client did not ask for is left out.
final class UntouchedTransform implements StreamTransform {
  private static final byte[] COMMENT = ": keep-alive\n\n".getBytes(US_ASCII);

  private final PreparedCall prepared;
  private final AnswerTranslation answer;
  private final Dialect dialect;
  private final StreamTap tap;
  private final boolean dropUsage;
  private final String contentType;
  private @Nullable WholeAnswerStream whole;

  UntouchedTransform(PreparedCall prepared, AnswerTranslation answer) {
    var call = prepared.call();
    this.prepared = prepared;
    this.answer = answer;
    this.dialect = (Dialect) prepared.pairing().dialect();
    this.tap = dialect.tap(call.in(), call.facts(), prepared.pairing().model());
    this.dropUsage = !call.facts().wantsUsage();
    this.contentType = dialect.streamType(call.in());
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
        if (passes(replaced.kind())) out.write(replaced.frame().toByteArray());
        else pass(replaced.kind(), frames, out);
        yield replaced.kind();
      }
      case Tapped.ProviderError error -> throw new GatewayException(error.failure());
    };
  }

  private void pass(Tapped.Kind kind, Frames frames, ByteSink out) {
    if (passes(kind)) passBlank(frames, out);
    else if (kind == Tapped.Kind.UNREADABLE) answer.unreadable(frames);
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
    return whole != null || tap.finished();
  }

  @Override
  public void end(boolean done, ByteSink out) {
    if (whole != null) {
      whole.write(out);
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
    var call = prepared.call();
    if (call.operation() != Operation.CHAT) {
      if (contentType.startsWith("text/event-stream")) out.write(COMMENT);
      return;
    }
    call.dialect().encoder(call.context(prepared.pairing().model())).keepAlive(out);
  }

  @Override
  public void takeWhole(Body body) {
    whole = answer.wholeAnswer(body);
  }

  @Override
  public Answer answer() {
    return whole != null ? whole.answer() : tap.answer();
  }
}
