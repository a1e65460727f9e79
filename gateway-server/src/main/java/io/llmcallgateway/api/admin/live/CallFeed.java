package io.llmcallgateway.api.admin.live;

import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallListener;
import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.record.EndedCall;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Hands the lines of stored calls to those who follow them. Costs nothing while nobody does.
/// Thread-safe.
public final class CallFeed implements CallListener {
  /// Those who may follow at a time.
  static final int MOST_FOLLOWERS = 8;

  /// The latest calls that one who comes back is told.
  private static final int REMEMBERED = 200;

  private static final Duration RETRY = Duration.ofSeconds(10);

  private final List<Follower> followers = new CopyOnWriteArrayList<>();
  private final Deque<Event> latest = new ArrayDeque<>(); // guarded by this
  private long number; // of the latest event, guarded by this

  /// Creates a feed whose events are numbered beyond those of an earlier run.
  public CallFeed(InstantSource clock) {
    this.number = clock.millis() * 1_000;
  }

  /// A stored call with its place in the order in which calls were stored.
  record Event(long number, EndedCall call, CallLine line) {}

  @Override
  public boolean needsTexts() {
    return !followers.isEmpty();
  }

  @Override
  public void stored(List<EndedCall> calls) {
    if (followers.isEmpty()) return;
    for (var call : calls) if (call.listed()) tell(call);
  }

  private synchronized void tell(EndedCall call) {
    var event = new Event(++number, call, CallLine.of(call.record()));
    latest.addLast(event);
    if (latest.size() > REMEMBERED) latest.removeFirst();
    for (var follower : followers) follower.offer(event);
  }

  /// Begins to follow the calls that a query wants; `close` of the follower ends it. Throws a
  /// `GatewayException` (RATE_LIMITED) if too many follow already.
  ///
  /// @param after the number of the last event that was received earlier; null for none
  synchronized Follower follow(CallQuery query, @Nullable Long after) {
    if (followers.size() >= MOST_FOLLOWERS) {
      throw new GatewayException(
          Failure.of(
                  Failure.Kind.RATE_LIMITED,
                  "There are "
                      + MOST_FOLLOWERS
                      + " live views of calls already; close one of them first.")
              .withRetryAfter(RETRY));
    }
    var follower = new Follower(query, followers::remove);
    if (after != null) resume(follower, after);
    if (followers.isEmpty()) latest.clear(); // what is remembered has a gap from here on
    followers.add(follower);
    return follower;
  }

  private void resume(Follower follower, long after) {
    boolean complete =
        after <= number && (latest.isEmpty() || after >= latest.getFirst().number() - 1);
    if (!complete || followers.isEmpty()) follower.skip();
    for (var event : latest) if (event.number() > after) follower.offer(event);
  }
}
