package io.llmcallgateway.dialect.support;

import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.model.chat.ChatEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/// Puts the events of a choice into an order in which only one part is open at a time, for clients
/// that know no interleaved tool calls: while a call is open the later ones wait, and so does what
/// is said meanwhile. One stream, one thread.
public final class BlockSequencer {
  private static final int NONE = -1;

  private final LinkedHashMap<Integer, Waiting> waiting = new LinkedHashMap<>();
  private final List<ChatEvent> held = new ArrayList<>(0);
  private int open = NONE;

  private static final class Waiting {
    final ChatEvent.CallStarted started;
    final StringBuilder arguments = new StringBuilder();
    boolean ended;

    Waiting(ChatEvent.CallStarted started) {
      this.started = started;
    }
  }

  public void take(ChatEvent event, ChatEventSink out) {
    switch (event) {
      case ChatEvent.CallStarted started -> {
        if (open == NONE) {
          open = started.call();
          out.take(started);
        } else {
          waiting.putIfAbsent(started.call(), new Waiting(started));
        }
      }
      case ChatEvent.CallArguments arguments -> {
        if (arguments.call() == open) {
          out.take(arguments);
        } else {
          var late = waiting.get(arguments.call());
          if (late != null) late.arguments.append(arguments.fragment());
        }
      }
      case ChatEvent.CallEnded ended -> {
        if (ended.call() == open) {
          out.take(ended);
          open = NONE;
          openNext(out);
        } else {
          var late = waiting.get(ended.call());
          if (late != null) late.ended = true;
        }
      }
      case ChatEvent.Finished finished -> {
        end(out);
        out.take(finished);
      }
      case ChatEvent.Started _, ChatEvent.Used _ -> out.take(event);
      case ChatEvent.Text _,
          ChatEvent.Refusal _,
          ChatEvent.Reasoning _,
          ChatEvent.Signed _,
          ChatEvent.Cited _,
          ChatEvent.Media _,
          ChatEvent.Logprobs _,
          ChatEvent.Block _ -> {
        if (open == NONE) out.take(event);
        else held.add(event);
      }
    }
  }

  /// Ends what is open and tells what waited.
  public void end(ChatEventSink out) {
    while (open != NONE) {
      out.take(new ChatEvent.CallEnded(0, open));
      open = NONE;
      openNext(out);
    }
  }

  private void openNext(ChatEventSink out) {
    while (open == NONE && !waiting.isEmpty()) {
      var next = Objects.requireNonNull(waiting.pollFirstEntry()).getValue();
      int call = next.started.call();
      out.take(next.started);
      if (!next.arguments.isEmpty()) {
        out.take(
            new ChatEvent.CallArguments(next.started.choice(), call, next.arguments.toString()));
      }
      if (next.ended) out.take(new ChatEvent.CallEnded(next.started.choice(), call));
      else open = call;
    }
    if (open != NONE || held.isEmpty()) return;
    var told = List.copyOf(held);
    held.clear();
    for (var event : told) out.take(event);
  }
}
