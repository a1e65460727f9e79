package io.llmcallgateway.upstream.demo;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// A streamed answer, chunk by chunk, made as it is asked for: roles, deltas in turn among the
/// choices, ends, usage where wanted, `[DONE]`.
final class EventStream implements Iterator<Event> {
  /// Names how a stream ends: as it should, with an error event, or without a word.
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

  private final Format format;
  private final Spoken spoken;
  private final boolean usage;
  private final Ending ending;
  private final List<Iterator<String>> deltas = new ArrayList<>();
  private Phase phase;
  private int choice;
  private int tokens;

  EventStream(Format format, Spoken spoken, boolean usage, Ending ending) {
    this.format = format;
    this.spoken = spoken;
    this.usage = usage;
    this.ending = ending;
    this.phase = format.chat() ? Phase.ROLES : Phase.DELTAS;
    for (var said : spoken.choices()) deltas.add(format.deltas(said));
  }

  @Override
  public boolean hasNext() {
    settle();
    return phase != Phase.OVER;
  }

  /// Moves on to the phase that the next event belongs to.
  private void settle() {
    if (phase == Phase.ROLES && choice == deltas.size()) enter(Phase.DELTAS);
    if (phase == Phase.DELTAS && deltas.stream().noneMatch(Iterator::hasNext)) {
      enter(
          switch (ending) {
            case FINISHED -> Phase.FINISH;
            case FAILED -> Phase.ERROR;
            case CUT -> Phase.OVER;
          });
    }
    if (phase == Phase.FINISH && choice == deltas.size()) {
      enter(usage ? Phase.USAGE : Phase.DONE);
    }
  }

  private void enter(Phase next) {
    phase = next;
    choice = 0;
  }

  @Override
  public Event next() {
    settle();
    return switch (phase) {
      case ROLES -> {
        var said = spoken.choices().get(choice);
        yield chunk(format.choice(choice++, Format.role(said), null));
      }
      case DELTAS -> delta();
      case FINISH -> {
        var reason = spoken.choices().get(choice).finishReason();
        yield chunk(format.choice(choice++, format.emptyDelta(), reason));
      }
      case USAGE -> {
        phase = Phase.DONE;
        yield event(format.chunkOpening() + "],\"usage\":" + spoken.usage() + "}");
      }
      case DONE -> {
        phase = Phase.OVER;
        yield event("[DONE]");
      }
      case ERROR -> {
        phase = Phase.OVER;
        yield event(Faults.midStream().body());
      }
      case OVER -> throw new NoSuchElementException();
    };
  }

  private Event delta() {
    while (!deltas.get(choice).hasNext()) choice = (choice + 1) % deltas.size();
    tokens++;
    var event = chunk(format.choice(choice, deltas.get(choice).next(), null));
    choice = (choice + 1) % deltas.size();
    return event;
  }

  private Event chunk(String choiceJson) {
    return event(format.chunkOpening() + choiceJson + (usage ? "],\"usage\":null}" : "]}"));
  }

  private Event event(String data) {
    return Event.of("data: " + data + "\n\n", tokens);
  }
}
