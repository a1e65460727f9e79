package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A conversation put in the order that strict vendors want, for all writers alike: empty messages
/// are gone; one TOOL message follows each assistant message with calls, directly, and holds one
/// result for each call in the calls' order, with the tool's name; ids are unique and fit the
/// target. Interrupted turns get a stub for a missing result, results without a call become the
/// user's text, and one that is sent again is left out.
///
/// @param system what instructs before the first turn
/// @param turns the rest; SYSTEM and DEVELOPER messages may still stand among them, see `spoken`
public record Conversation(List<Message> system, List<Message> turns) {
  private static final String STUB = "The tool call was interrupted; it has no result.";

  public Conversation {
    system = List.copyOf(system);
    turns = List.copyOf(turns);
  }

  public static Conversation of(ChatRequest request, ToolCallIdRule rule, Losses losses) {
    var all = new Sorter(rule, losses).sort(request.messages());
    int first = 0;
    while (first < all.size() && all.get(first).role().instructs()) first++;
    return new Conversation(all.subList(0, first), all.subList(first, all.size()));
  }

  /// The texts of `system`, joined by blank lines.
  public String systemText() {
    var text = new StringBuilder();
    for (var message : system) {
      var words = message.text();
      if (words.isEmpty()) continue;
      if (!text.isEmpty()) text.append("\n\n");
      text.append(words);
    }
    return text.toString();
  }

  /// The turns for a target that takes instructions at the beginning only: later ones become the
  /// user's words in `<system>` tags, since moving them to the front would change their meaning.
  public List<Message> spoken(Losses losses) {
    var spoken = new ArrayList<Message>(turns.size());
    for (var turn : turns) {
      if (!turn.role().instructs()) {
        spoken.add(turn);
        continue;
      }
      losses.add("messages.role", "system-as-user");
      spoken.add(Message.of(Role.USER, "<system>\n" + turn.text() + "\n</system>"));
    }
    return spoken;
  }

  /// The turns for a target that takes instructions among them where they stand directly after what
  /// the user said and before what the assistant says; neighbours are one, others are the user's.
  public List<Message> instructed(Losses losses) {
    var all = new ArrayList<Message>(turns.size());
    for (int at = 0; at < turns.size(); ) {
      int end = at;
      while (end < turns.size() && turns.get(end).role().instructs()) end++;
      if (end == at) {
        all.add(turns.get(at++));
        continue;
      }
      var told = new Conversation(List.of(), turns.subList(at, end));
      boolean after = !all.isEmpty() && all.getLast().role() != Role.ASSISTANT;
      boolean before = end == turns.size() || turns.get(end).role() == Role.ASSISTANT;
      if (after && before) {
        all.add(Message.of(Role.SYSTEM, new Conversation(told.turns(), List.of()).systemText()));
      } else {
        all.addAll(told.spoken(losses));
      }
      at = end;
    }
    return all;
  }

  /// Neighbours of one role as one message, for targets that want turns to alternate. TOOL counts
  /// as a role of its own.
  public static List<Message> merged(List<Message> turns) {
    var merged = new ArrayList<Message>(turns.size());
    for (int at = 0; at < turns.size(); ) {
      var first = turns.get(at);
      int end = at + 1;
      while (end < turns.size() && turns.get(end).role() == first.role()) end++;
      if (end == at + 1) {
        merged.add(first);
      } else {
        var parts = new ArrayList<Part>();
        for (var turn : turns.subList(at, end)) parts.addAll(turn.parts());
        merged.add(first.with(parts));
      }
      at = end;
    }
    return merged;
  }

  /// Works on one conversation.
  private static final class Sorter {
    private final ToolCallIdRule rule;
    private final Losses losses;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> repeated = new HashMap<>(0);
    private final Map<String, Part.ToolResult> answers = new HashMap<>();
    private final List<Message> sorted = new ArrayList<>();

    Sorter(ToolCallIdRule rule, Losses losses) {
      this.rule = rule;
      this.losses = losses;
    }

    List<Message> sort(List<Message> messages) {
      Set<Part.ToolResult> used = Collections.newSetFromMap(new IdentityHashMap<>());
      for (int i = 0; i < messages.size(); i++) {
        var message = messages.get(i);
        var calls = message.toolCalls();
        if (message.role() == Role.TOOL) {
          addOrphans(message, used, i);
        } else if (calls.isEmpty()) {
          if (!message.parts().isEmpty()) sorted.add(message);
        } else {
          var ids = new ArrayList<String>(calls.size());
          sorted.add(renamed(message, ids));
          sorted.add(results(calls, ids, messages, i, used));
        }
      }
      return sorted;
    }

    private Message renamed(Message message, List<String> ids) {
      var parts = new ArrayList<Part>(message.parts().size());
      for (var part : message.parts()) {
        if (!(part instanceof Part.ToolCall call)) {
          parts.add(part);
          continue;
        }
        var id = unique(call.id());
        ids.add(id);
        parts.add(
            new Part.ToolCall(
                id, call.name(), call.arguments(), call.signature(), call.cache(), call.extras()));
      }
      return message.with(parts);
    }

    private String unique(String id) {
      var fitting = rule.fit(id);
      while (!taken.add(fitting)) {
        fitting = rule.digest(id + "#" + (1 + repeated.merge(id, 1, Integer::sum)));
      }
      return fitting;
    }

    /// The results of `calls`, wherever they stand before the next assistant message: those of one
    /// id in the order of the calls that have it.
    ///
    /// @param ids the calls' own now
    private Message results(
        List<Part.ToolCall> calls,
        List<String> ids,
        List<Message> messages,
        int at,
        Set<Part.ToolResult> used) {
      var given = new HashMap<String, ArrayDeque<Part.ToolResult>>();
      for (var call : calls) given.putIfAbsent(call.id(), new ArrayDeque<>(1));
      Message carrier = null;
      for (int i = at + 1; i < messages.size(); i++) {
        var message = messages.get(i);
        if (message.role() == Role.ASSISTANT) break;
        for (var result : message.toolResults()) {
          var known = given.get(result.callId());
          if (known == null) continue;
          known.add(result);
          if (carrier == null) carrier = message;
        }
      }
      var parts = new ArrayList<Part>(calls.size());
      for (int i = 0; i < calls.size(); i++) {
        var call = calls.get(i);
        var known = given.get(call.id());
        var result = known == null ? null : known.poll();
        if (result == null) {
          losses.add("messages[" + at + "].tool_calls", "no-result");
          var stub = List.<Part>of(Part.Text.of(STUB));
          parts.add(new Part.ToolResult(ids.get(i), call.name(), stub, true, null, Extras.NONE));
          continue;
        }
        used.add(result);
        answers.put(call.id(), result);
        parts.add(
            new Part.ToolResult(
                ids.get(i),
                call.name(),
                result.content(),
                result.error(),
                result.cache(),
                result.extras()));
      }
      return carrier == null ? Message.of(Role.TOOL, parts) : carrier.with(parts);
    }

    private void addOrphans(Message message, Set<Part.ToolResult> used, int at) {
      for (var result : message.toolResults()) {
        if (used.contains(result)) continue;
        if (repeats(result)) {
          losses.add("messages[" + at + "].tool_call_id", "repeated");
          continue;
        }
        losses.add("messages[" + at + "].tool_call_id", "no-such-call");
        var name = result.name() == null ? result.callId() : result.name();
        var parts = new ArrayList<Part>();
        parts.add(Part.Text.of("Result of the tool " + name + ":"));
        parts.addAll(result.content());
        sorted.add(Message.of(Role.USER, parts));
      }
    }

    /// True if it says what its call was answered with, as resumed sessions may have it.
    private boolean repeats(Part.ToolResult result) {
      var known = answers.get(result.callId());
      return known != null
          && known.error() == result.error()
          && known.content().equals(result.content());
    }
  }
}
