package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Tapped;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Frames;
import org.jspecify.annotations.Nullable;

/// A passage that also tells the client what the call cost, in the last event with usage. Once the
/// answer is finished, each event is held until the next one shows whether it was the last.
public final class CostTransform implements StreamTransform {
  /// The cost of a usage.
  public interface UsageCost {
    Cost of(@Nullable Usage usage);
  }

  private final StreamTransform inner;
  private final Dialect dialect;
  private final UsageCost pricing;
  private final ByteSink held = new ByteSink();

  public CostTransform(StreamTransform inner, Dialect dialect, UsageCost pricing) {
    this.inner = inner;
    this.dialect = dialect;
    this.pricing = pricing;
  }

  @Override
  public Frames frames() {
    return inner.frames();
  }

  @Override
  public String contentType() {
    return inner.contentType();
  }

  @Override
  public Tapped.Kind pass(Frames frames, ByteSink out) {
    if (!inner.finished()) {
      var sight = inner.pass(frames, out(out));
      if (inner.finished()) return sight;
      release(out);
      return sight;
    }
    var next = new ByteSink();
    var sight = inner.pass(frames, next);
    if (sight == Tapped.Kind.DONE || next.isEmpty()) {
      held.write(next.toByteArray());
      if (sight == Tapped.Kind.DONE) tell(out);
      return sight;
    }
    release(out);
    held.write(next.toByteArray());
    return sight;
  }

  /// Where the event that is being passed goes: held, until it is known what it was.
  private ByteSink out(ByteSink out) {
    release(out);
    return held;
  }

  private void release(ByteSink out) {
    if (held.isEmpty()) return;
    out.write(held.toByteArray());
    held.clear();
  }

  private void tell(ByteSink out) {
    var cost = pricing.of(inner.answer().usage());
    out.write(dialect.withCost(held.toByteArray(), cost));
    held.clear();
  }

  @Override
  public void passBlank(Frames frames, ByteSink out) {
    inner.passBlank(frames, out);
  }

  @Override
  public boolean finished() {
    return inner.finished();
  }

  @Override
  public void end(boolean done, ByteSink out) {
    inner.end(done, held);
    if (!held.isEmpty()) tell(out);
  }

  @Override
  public void error(Failure failure, ByteSink out) {
    release(out);
    inner.error(failure, out);
  }

  @Override
  public void keepAlive(ByteSink out) {
    inner.keepAlive(out);
  }

  @Override
  public void takeWhole(Body body) {
    inner.takeWhole(body);
  }

  @Override
  public Answer answer() {
    return inner.answer();
  }
}
