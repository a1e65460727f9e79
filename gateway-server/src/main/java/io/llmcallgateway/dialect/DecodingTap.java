package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.wire.Frames;
import org.jspecify.annotations.Nullable;

/// Reads a passing stream with its dialect's own decoder.
public final class DecodingTap implements StreamTap {
  private final StreamDecoder decoder;
  private final AnswerAssembler gathered = new AnswerAssembler();
  private @Nullable Failure failure;
  private boolean content;
  private boolean told;

  private final String provider;

  public DecodingTap(StreamDecoder decoder, String provider) {
    this.decoder = decoder;
    this.provider = provider;
  }

  @Override
  public Sight see(Frames frames) {
    content = false;
    try {
      decoder.decode(frames, this::take);
    } catch (GatewayException e) {
      if (e.getCause() != null) return Sight.UNREADABLE; // not an error that was told
      failure = e.failure();
      return Sight.ERROR;
    }
    if (decoder.ended()) return Sight.DONE;
    return content ? Sight.CONTENT : Sight.EMPTY;
  }

  private void take(ChatEvent event) {
    if (event instanceof ChatEvent.Finished finished) {
      EmptyAnswer.refuse(gathered.answer(), finished.finish(), provider);
    }
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

  /// What it held back: a finish reason that may come twice.
  @Override
  public void requireAnswer() {
    if (told || !decoder.complete()) return;
    told = true;
    decoder.end(this::take);
  }

  @Override
  public Answer answer() {
    if (!told && decoder.complete()) {
      told = true;
      decoder.end(gathered::take);
    }
    return Answers.of(gathered.answer(), Body.EMPTY);
  }
}
