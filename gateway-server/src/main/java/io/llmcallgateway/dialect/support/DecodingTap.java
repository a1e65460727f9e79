package io.llmcallgateway.dialect.support;

import io.llmcallgateway.dialect.Decoded;
import io.llmcallgateway.dialect.StreamDecoder;
import io.llmcallgateway.dialect.StreamTap;
import io.llmcallgateway.dialect.Tapped;
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
  public Tapped see(Frames frames) {
    content = false;
    return switch (decoder.decode(frames, this::take)) {
      case Decoded.Unreadable _ -> Tapped.Kind.UNREADABLE;
      case Decoded.ProviderError error -> new Tapped.ProviderError(error.failure());
      case Decoded.Events _ -> {
        if (failure != null) yield new Tapped.ProviderError(failure);
        if (decoder.ended()) yield Tapped.Kind.DONE;
        yield content ? Tapped.Kind.CONTENT : Tapped.Kind.EMPTY;
      }
    };
  }

  private void take(ChatEvent event) {
    if (failure != null) return;
    if (event instanceof ChatEvent.Finished finished) {
      failure = EmptyAnswerCheck.failure(gathered.answer(), finished.finish(), provider);
      if (failure != null) return;
    }
    content |= event.isContent();
    gathered.take(event);
  }

  @Override
  public boolean finished() {
    return decoder.complete();
  }

  /// Reads what the decoder held back: a finish reason that may come twice.
  @Override
  public void requireAnswer() {
    if (told || !decoder.complete()) return;
    told = true;
    decoder.end(this::take);
    if (failure != null) throw new GatewayException(failure);
  }

  @Override
  public Answer answer() {
    if (!told && decoder.complete()) {
      told = true;
      decoder.end(gathered);
    }
    return AnswerSummary.of(gathered.answer(), Body.EMPTY);
  }
}
