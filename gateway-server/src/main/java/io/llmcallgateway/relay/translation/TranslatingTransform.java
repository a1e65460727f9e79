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
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Translates a stream: decodes each frame into events, which pass the stages, and encodes what
/// comes out in the client's format.
final class TranslatingTransform implements StreamTransform {
  private static final Logger LOG = LoggerFactory.getLogger(TranslatingTransform.class);

  private final ClientCall call;
  private final AnswerTranslation answer;
  private final TargetDialect target;
  private final TargetModel model;
  private final StreamDecoder decoder;
  private final StreamEncoder encoder;
  private final AnswerAssembler gathered = new AnswerAssembler();
  private final EventPipeline stages;
  private ByteSink out = new ByteSink();
  private boolean content;
  private @Nullable WholeAnswerStream whole;

  TranslatingTransform(
      PreparedCall prepared, AnswerTranslation answer, @Nullable FormatEnforcer enforcer) {
    this.call = prepared.call();
    this.answer = answer;
    this.target = prepared.pairing().dialect();
    this.model = prepared.pairing().model();
    this.decoder = target.decoder(model, CallIds.after(call.request()));
    this.encoder = call.dialect().encoder(call.context(model));
    var list = new ArrayList<EventStage>(3);
    if (prepared.toolNames().changesAnswers()) list.add(new ToolNameStage(prepared.toolNames()));
    list.add(new SurrogateJoiner());
    if (enforcer != null) list.add(new FormatStage(enforcer, gathered));
    this.stages = EventPipeline.of(list, this::write);
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
    return switch (decoder.decode(frames, this::take)) {
      case Decoded.Events _ -> {
        if (decoder.ended()) yield Tapped.Kind.DONE;
        yield content ? Tapped.Kind.CONTENT : Tapped.Kind.EMPTY;
      }
      case Decoded.Unreadable _ -> {
        answer.unreadable(frames);
        yield Tapped.Kind.UNREADABLE;
      }
      case Decoded.ProviderError error -> throw new GatewayException(error.failure());
    };
  }

  private void take(ChatEvent event) {
    content |= event.isContent();
    stages.take(event);
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
    return whole != null || decoder.complete();
  }

  @Override
  public void end(boolean done, ByteSink sink) {
    if (whole != null) {
      whole.write(sink);
      return;
    }
    out = sink;
    decoder.end(this::take);
    stages.end();
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
  public void takeWhole(Body body) {
    whole = answer.wholeAnswer(body);
  }

  @Override
  public Answer answer() {
    if (whole != null) return whole.answer();
    var read = gathered.answer();
    answer.lose(read);
    return AnswerSummary.of(read, document(read));
  }

  /// The answer as the client's plain call would have got it, for the log.
  private Body document(ChatAnswer read) {
    try {
      return call.dialect().writeAnswer(read, call.context(model));
    } catch (GatewayException e) {
      LOG.debug("the streamed answer of call {} makes no document", call.in().id().shortId(), e);
      return Body.EMPTY;
    }
  }
}
