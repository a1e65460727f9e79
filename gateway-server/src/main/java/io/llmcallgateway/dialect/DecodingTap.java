package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.wire.Frames;
import org.jspecify.annotations.Nullable;

/// Reads a passing stream with its dialect's own decoder. A frame that the decoder cannot read is
/// content: the lane carries it on, the tap only misses it.
public final class DecodingTap implements StreamTap {
  private final StreamDecoder decoder;
  private final AnswerAssembler gathered = new AnswerAssembler();
  private @Nullable Failure failure;
  private boolean content;
  private boolean told;

  public DecodingTap(StreamDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public Sight see(Frames frames) {
    content = false;
    try {
      decoder.decode(frames, this::take);
    } catch (GatewayException e) {
      if (e.getCause() != null) return Sight.CONTENT; // not read, so not an error that was told
      failure = e.failure();
      return Sight.ERROR;
    }
    if (decoder.ended()) return Sight.DONE;
    return content ? Sight.CONTENT : Sight.EMPTY;
  }

  private void take(ChatEvent event) {
    content |= event.isContent();
    gathered.take(event);
  }

  @Override
  public @Nullable Failure failure() {
    return failure;
  }

  @Override
  public boolean finished() {
    return decoder.complete();
  }

  @Override
  public Answer answer() {
    if (!told && decoder.complete()) {
      told = true;
      decoder.end(gathered::take); // what it held back: a finish reason that may come twice
    }
    return Answers.of(gathered.answer(), Body.EMPTY);
  }
}
