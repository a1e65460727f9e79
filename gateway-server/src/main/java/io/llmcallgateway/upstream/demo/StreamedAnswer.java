package io.llmcallgateway.upstream.demo;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// Iterates over the chunks of a streamed answer, which are made on demand: roles, deltas of the
/// choices in turn, finish reasons, usage if wanted, and `[DONE]`.
final class StreamedAnswer implements Iterator<BodyChunk> {
  /// The end of a stream: complete, with an error event, or cut off.
  enum Ending {
    FINISHED,
    FAILED,
    CUT
  }

  private enum Phase {
    ROLES,
    DELTAS,
    FINISH,
    USAGE,
    DONE,
    ERROR,
    OVER
  }

  private final AnswerFormat format;
  private final DemoAnswer answer;
  private final boolean usage;
  private final Ending ending;
  private final List<Iterator<String>> deltas = new ArrayList<>();
  private Phase phase;
  private int index;
  private int tokens;

  StreamedAnswer(AnswerFormat format, DemoAnswer answer, boolean usage, Ending ending) {
    this.format = format;
    this.answer = answer;
    this.usage = usage;
    this.ending = ending;
    this.phase = format.chat() ? Phase.ROLES : Phase.DELTAS;
    for (var choice : answer.choices()) deltas.add(format.deltas(choice));
  }

  @Override
  public boolean hasNext() {
    settle();
    return phase != Phase.OVER;
  }

  /// Moves on to the phase of the next chunk.
  private void settle() {
    if (phase == Phase.ROLES && index == deltas.size()) enter(Phase.DELTAS);
    if (phase == Phase.DELTAS && deltas.stream().noneMatch(Iterator::hasNext)) {
      enter(
          switch (ending) {
            case FINISHED -> Phase.FINISH;
            case FAILED -> Phase.ERROR;
            case CUT -> Phase.OVER;
          });
    }
    if (phase == Phase.FINISH && index == deltas.size()) {
      enter(usage ? Phase.USAGE : Phase.DONE);
    }
  }

  private void enter(Phase next) {
    phase = next;
    index = 0;
  }

  @Override
  public BodyChunk next() {
    settle();
    return switch (phase) {
      case ROLES -> {
        var choice = answer.choices().get(index);
        yield chunk(format.choice(index++, AnswerFormat.role(choice), null));
      }
      case DELTAS -> delta();
      case FINISH -> {
        var reason = answer.choices().get(index).finishReason();
        yield chunk(format.choice(index++, format.emptyDelta(), reason));
      }
      case USAGE -> {
        phase = Phase.DONE;
        yield event(format.chunkOpening() + "],\"usage\":" + answer.usage() + "}");
      }
      case DONE -> {
        phase = Phase.OVER;
        yield event("[DONE]");
      }
      case ERROR -> {
        phase = Phase.OVER;
        yield event(ErrorModels.midStream().body());
      }
      case OVER -> throw new NoSuchElementException();
    };
  }

  private BodyChunk delta() {
    while (!deltas.get(index).hasNext()) index = (index + 1) % deltas.size();
    tokens++;
    var event = chunk(format.choice(index, deltas.get(index).next(), null));
    index = (index + 1) % deltas.size();
    return event;
  }

  private BodyChunk chunk(String choiceJson) {
    return event(format.chunkOpening() + choiceJson + (usage ? "],\"usage\":null}" : "]}"));
  }

  private BodyChunk event(String data) {
    return BodyChunk.of("data: " + data + "\n\n", tokens);
  }
}
