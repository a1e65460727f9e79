package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.StreamEncoder;
import io.llmcallgateway.dialect.Tapped;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.support.AnswerAssembler;
import io.llmcallgateway.dialect.support.AnswerSummary;
import io.llmcallgateway.dialect.support.EmptyAnswerCheck;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.wire.ByteSink;
import io.llmcallgateway.wire.Frames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Client and provider speak different dialects: each frame is decoded and encoded anew.
final class TranslatingTransform implements StreamTransform {
  private static final Logger LOG = LoggerFactory.getLogger(TranslatingTransform.class);

  private final ClientCall call;
  private final Translation crossing;
  private final TargetDialect target;
  private final TargetModel model;
  private final StreamDecoder decoder;
  private final StreamEncoder encoder;
  private final AnswerAssembler gathered = new AnswerAssembler();
  private final SurrogateJoiner whole = new SurrogateJoiner();
  private final ToolNameMapping names;
  private final @Nullable FormatEnforcer format;
  private ByteSink out = new ByteSink();
  private boolean content;
  private @Nullable WholeAnswerStream replay;

  TranslatingTransform(
      ClientCall call,
      Translation crossing,
      TargetDialect target,
      ToolNameMapping names,
      @Nullable FormatEnforcer format) {
    this.names = names;
    this.format = format;
    this.call = call;
    this.crossing = crossing;
    this.target = target;
    this.model = crossing.model();
    this.decoder = target.decoder(model, CallIds.after(call.request()));
    this.encoder = call.dialect().encoder(call.asked(model));
  }

  @Override
  public Frames frames() {
    return target.frames(MOST_FRAME_BYTES);
  }

  @Override
  public String contentType() {
    return encoder.contentType();
  }

  @Override
  public Tapped.Kind pass(Frames frames, ByteSink sink) {
    out = sink;
    content = false;
    switch (decoder.decode(frames, this::take)) {
      case Decoded.Events _ -> {
        if (decoder.ended()) return Tapped.Kind.DONE;
        return content ? Tapped.Kind.CONTENT : Tapped.Kind.EMPTY;
      }
      case Decoded.Unreadable _ -> {
        crossing.unreadable(frames);
        return Tapped.Kind.UNREADABLE;
      }
      case Decoded.ProviderError error -> throw new GatewayException(error.failure());
    }
  }

  private void take(ChatEvent event) {
    content |= event.isContent();
    whole.take(names.restore(event), this::shape);
  }

  private void shape(ChatEvent event) {
    if (format == null) write(event);
    else format.take(event, this::write, gathered);
  }

  private void write(ChatEvent event) {
    if (event instanceof ChatEvent.Finished finished) {
      EmptyAnswerCheck.refuse(gathered.answer(), finished.finish(), model.provider());
    }
    gathered.take(event);
    encoder.encode(event, out);
  }

  /// A sign of life; the client gets its own dialect's when it waits long.
  @Override
  public void passBlank(Frames frames, ByteSink sink) {}

  @Override
  public boolean finished() {
    return replay != null || decoder.complete();
  }

  @Override
  public void end(boolean done, ByteSink sink) {
    if (replay != null) {
      replay.write(sink);
      return;
    }
    out = sink;
    decoder.end(this::take);
    whole.end(this::shape);
    encoder.end(sink);
  }

  @Override
  public void error(Failure failure, ByteSink sink) {
    encoder.error(failure, sink);
  }

  @Override
  public void keepAlive(ByteSink sink) {
    encoder.keepAlive(sink);
  }

  @Override
  public void replay(Body body) {
    replay = crossing.replay(body);
  }

  @Override
  public Answer answer() {
    if (replay != null) return replay.answer();
    var answer = gathered.answer();
    crossing.losses().ofAnswer(AnswerLosses.of(answer, call.dialect()));
    return AnswerSummary.of(answer, document(answer));
  }

  /// The answer as the client's plain call would have got it, for the log.
  private Body document(ChatAnswer answer) {
    try {
      return call.dialect().writeAnswer(answer, call.asked(model));
    } catch (GatewayException e) {
      LOG.debug("the streamed answer of call {} makes no document", call.in().id().shortId(), e);
      return Body.EMPTY;
    }
  }
}
