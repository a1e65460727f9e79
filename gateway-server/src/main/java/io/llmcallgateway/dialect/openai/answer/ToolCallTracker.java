package io.llmcallgateway.dialect.openai.answer;

import io.llmcallgateway.dialect.openai.answer.ChatCompletion.ToolCall;
import io.llmcallgateway.wire.JsonSlice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the tool call that each piece of one choice belongs to, for vendors that leave out
/// indexes, ids, names or arguments, or repeat them. One choice, one thread.
///
/// @param <C> the state that a user keeps for a call
public abstract class ToolCallTracker<C extends ToolCallTracker.TrackedCall> {
  /// One call so far.
  public static class TrackedCall {
    /// Its place among the choice's calls.
    final int number;

    final PartialJson progress = new PartialJson();
    String id = "";
    String name = "";
    boolean custom;
    boolean ended;

    protected TrackedCall(int number) {
      this.number = number;
    }

    /// Returns the call's id, which is empty until it is known.
    public final String id() {
      return id;
    }

    /// Returns the tool's name, which is empty until it is known.
    public final String name() {
      return name;
    }

    /// True if the name is known, without which a call cannot be sent to a client.
    final boolean isNamed() {
      return !name.isEmpty();
    }
  }

  private final int most;
  private final List<C> calls = new ArrayList<>(1);

  // An answer may have tens of thousands of calls, so a call is never searched for in the list.
  private final Map<Long, C> byIndex = new HashMap<>(0);
  private final Map<String, C> byId = new HashMap<>(0);

  /// Named calls that have not ended.
  private final Set<C> open = new LinkedHashSet<>(0);

  /// Calls whose arguments have been complete at some time.
  private final Set<C> whole = new LinkedHashSet<>(0);

  /// @param most the number of calls that are told apart; pieces of further ones belong to the last
  protected ToolCallTracker(int most) {
    this.most = most;
  }

  /// Returns the state for a new call.
  protected abstract C begin(int number);

  /// Called once nothing more comes of a call.
  protected abstract void end(C call);

  /// Returns all calls, in the order in which they began.
  public final List<C> calls() {
    return calls;
  }

  /// Returns the call of that id, or null.
  final @Nullable C ofId(String id) {
    return byId.get(id);
  }

  /// Returns the call that the piece belongs to, with the piece's id and name.
  public final C find(ToolCall piece) {
    var id = ChatCompletion.text(piece.id);
    var name = ChatCompletion.text(piece.name);
    return take(find(number(piece.index), id, name), piece, id, name);
  }

  /// Returns the one call that a legacy `function_call` is a piece of.
  public final C findLegacy(ToolCall piece) {
    return take(find(0L, "", ""), piece, "", ChatCompletion.text(piece.name));
  }

  private C take(C call, ToolCall piece, String id, String name) {
    call.custom |= piece.custom;
    if (call.id.isEmpty() && !id.isEmpty()) {
      call.id = id;
      byId.put(id, call);
    }
    if (!call.isNamed() && !name.isEmpty()) {
      call.name = name;
      open.add(call);
      if (call.progress.isComplete()) whole.add(call);
    }
    return call;
  }

  /// Adds the piece's arguments to the progress; true if they belong to the call.
  public final boolean takes(C call, @Nullable JsonSlice arguments) {
    if (arguments == null || call.ended) return false;
    if (!arguments.hasText() && !arguments.isObject()) return false;
    if (call.custom) return true;
    // Groq writes "null" for no arguments; some vendors send an object rather than its text.
    if (call.progress.isBlank() && arguments.isText("null")) return false;
    call.progress.take(arguments);
    if (call.isNamed() && call.progress.isComplete()) whole.add(call);
    return true;
  }

  private C find(@Nullable Long index, String id, String name) {
    C latest = calls.isEmpty() ? null : calls.getLast();
    C found = null;
    if (index != null) {
      found = byIndex.get(index);
      // agno#8880: pieces of arguments have an index of their own; they belong to the open call
      boolean bare = id.isEmpty() && name.isEmpty();
      if (found == null && bare && latest != null && isOpen(latest)) found = latest;
    } else if (!id.isEmpty()) {
      found = byId.get(id);
    } else if (name.isEmpty()) {
      found = latest;
    }
    if (found != null && !isAnother(found, id, name)) return found;
    if (latest != null && calls.size() == most) return latest;
    for (var call : whole) if (call.progress.isComplete()) close(call);
    whole.clear();
    var fresh = begin(calls.size());
    calls.add(fresh);
    if (index != null) byIndex.put(index, fresh);
    return fresh;
  }

  private static boolean isOpen(TrackedCall call) {
    return call.isNamed() && !call.ended && !call.progress.isComplete();
  }

  /// True if a piece with the index of a call begins another one: some vendors (Gemini's compatible
  /// endpoint) number all calls 0.
  private static boolean isAnother(TrackedCall call, String id, String name) {
    if (!call.isNamed() || name.isEmpty()) return false;
    if (!id.isEmpty() && !call.id.isEmpty()) return !id.equals(call.id);
    return call.progress.isComplete();
  }

  private static @Nullable Long number(@Nullable JsonSlice index) {
    if (index == null || index.isString()) return null;
    int small = index.number(-1);
    if (small >= 0) return (long) small;
    var tree = index.tree();
    return tree.isIntegralNumber() && tree.canConvertToLong() ? (Long) tree.asLong() : null;
  }

  private void close(C call) {
    if (call.ended) return;
    call.ended = true;
    open.remove(call);
    end(call);
  }

  /// Ends all calls: the answer is over.
  final void endAll() {
    for (var call : List.copyOf(open)) close(call);
  }
}
