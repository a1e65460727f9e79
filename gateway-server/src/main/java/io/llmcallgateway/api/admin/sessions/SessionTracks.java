package io.llmcallgateway.api.admin.sessions;

import io.llmcallgateway.journal.SessionStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells the conversations of a session apart by its traffic alone: a conversation is carried on by
/// calls to one model, one after another, with a prompt that grows. What cannot be told is left
/// open. One session, one thread.
final class SessionTracks {
  static final String MAIN = "main";
  private static final String SUB = "sub-";

  /// The share of a prompt that the next of the same conversation has at least.
  private static final double GROWING = 0.9;

  /// The share to which a prompt shrinks at least where the client has compacted it.
  private static final double COMPACTED = 0.6;

  /// The share of the longest prompt from which on prompts are alike.
  private static final double ALIKE = 0.8;

  /// Differences between prompts that are too small to tell anything, in tokens.
  private static final long LITTLE = 500;

  private final List<SessionStep> calls;
  private final List<Track> tracks = new ArrayList<>();

  /// A call in its place.
  ///
  /// @param agent the conversation; null if it cannot be told
  /// @param gapMillis from the end of the call before it in the conversation, -1 if unknown
  /// @param compacted whether the prompt is much shorter than that of the call before it
  /// @param unread as many tokens as it has in common with the call before it at most and did not
  ///   read from the prompt cache
  record Placed(
      SessionStep call, @Nullable String agent, long gapMillis, boolean compacted, long unread) {
    Placed(SessionStep call, @Nullable String agent, long gapMillis) {
      this(call, agent, gapMillis, false, 0);
    }
  }

  /// A conversation as far as it has been followed.
  private static final class Track {
    private final String agent;
    private final String model;
    private long end;
    private long context;

    Track(String agent, SessionStep call) {
      this.agent = agent;
      this.model = call.model();
      this.end = end(call);
      this.context = call.inputTokens();
    }
  }

  private SessionTracks(List<SessionStep> calls) {
    this.calls = calls;
  }

  /// Places the calls of a session, which are given and returned in the order of their beginning.
  static List<Placed> of(List<SessionStep> calls) {
    return new SessionTracks(calls).placed();
  }

  private List<Placed> placed() {
    var placed = new ArrayList<Placed>(calls.size());
    for (int at = 0; at < calls.size(); at++) placed.add(place(at));
    return placed;
  }

  private Placed place(int at) {
    var call = calls.get(at);
    if (call.inputTokens() <= 0) return unknown(call);
    var track = continued(call);
    if (track != null) return carriedOn(track, call, false);
    var shrunk = shrunk(call);
    if (shrunk != null && !isResumed(shrunk, at)) return carriedOn(shrunk, call, true);
    var begun = new Track(tracks.isEmpty() ? MAIN : SUB + tracks.size(), call);
    tracks.add(begun);
    return new Placed(call, begun.agent, -1);
  }

  /// A call without a prompt that was counted, such as one that failed, says nothing about whose it
  /// is where there are several.
  private Placed unknown(SessionStep call) {
    if (tracks.size() > 1) return new Placed(call, null, -1);
    if (tracks.isEmpty()) return new Placed(call, MAIN, -1);
    var track = tracks.getFirst();
    boolean after = track.end <= call.startedAt();
    var placed = new Placed(call, MAIN, after ? call.startedAt() - track.end : -1);
    track.end = Math.max(track.end, end(call));
    return placed;
  }

  private static Placed carriedOn(Track track, SessionStep call, boolean compacted) {
    long same = compacted ? 0 : Math.min(track.context, call.inputTokens());
    long unread = Math.max(0, same - call.cachedTokens());
    var placed = new Placed(call, track.agent, call.startedAt() - track.end, compacted, unread);
    track.end = end(call);
    track.context = call.inputTokens();
    return placed;
  }

  /// The conversation that this call's prompt may continue: one of those with the longest prompts,
  /// and of these the one whose last call ended last.
  private @Nullable Track continued(SessionStep call) {
    var free =
        tracks.stream().filter(track -> isFree(track, call) && isContinued(track, call)).toList();
    long longest = free.stream().mapToLong(track -> track.context).max().orElse(0);
    Track best = null;
    for (var track : free) {
      if (track.context < longest * ALIKE) continue;
      if (best == null || track.end > best.end) best = track;
    }
    return best;
  }

  private static boolean isContinued(Track track, SessionStep call) {
    return call.inputTokens() >= track.context * GROWING - LITTLE;
  }

  /// The conversation whose prompt is so much longer that this call's may be a summary of it.
  private @Nullable Track shrunk(SessionStep call) {
    Track longest = null;
    for (var track : tracks) {
      if (!isFree(track, call) || call.inputTokens() > track.context * COMPACTED) continue;
      if (longest == null || track.context > longest.context) longest = track;
    }
    return longest;
  }

  /// True if a later call goes on with the long prompt, so that it was not given up.
  private boolean isResumed(Track track, int at) {
    return calls.subList(at + 1, calls.size()).stream()
        .anyMatch(later -> later.model().equals(track.model) && isContinued(track, later));
  }

  private static boolean isFree(Track track, SessionStep call) {
    return track.model.equals(call.model()) && track.end <= call.startedAt();
  }

  private static long end(SessionStep call) {
    return call.startedAt() + Math.max(0, call.micros()) / 1_000;
  }
}
