package io.llmcallgateway.api.admin.live;

import io.llmcallgateway.journal.CallMatch;
import io.llmcallgateway.journal.CallQuery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One who follows calls, with a bounded queue. What is beyond the queue or the rate is counted and
/// not kept. Filled by the journal's thread, which never waits, and emptied by another.
final class Follower implements AutoCloseable {
  /// Lines that may wait, and that are passed on in a second.
  static final int MOST = 50;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final CallQuery query;
  private final Departure departure;
  private final Deque<CallFeed.Event> waiting = new ArrayDeque<>(); // guarded by this
  private long windowStart = System.nanoTime(); // guarded by this
  private int inWindow; // guarded by this
  private long skipped; // guarded by this
  private boolean ended; // guarded by this

  /// Is told that a follower has left.
  interface Departure {
    void left(Follower follower);
  }

  /// What has happened since the last time.
  ///
  /// @param event the next call; null if there is none
  /// @param skipped calls that were not passed on; their number is not known if it is -1
  record News(CallFeed.@Nullable Event event, long skipped) {}

  Follower(CallQuery query, Departure departure) {
    this.query = query;
    this.departure = departure;
  }

  void offer(CallFeed.Event event) {
    if (!CallMatch.wanted(query.filter(), event.call().record())) return;
    synchronized (this) {
      long now = System.nanoTime();
      if (now - windowStart >= SECOND) {
        windowStart = now;
        inWindow = 0;
      }
      if (waiting.size() < MOST && inWindow < MOST) {
        inWindow++;
        waiting.addLast(event);
      } else if (skipped >= 0) {
        skipped++;
      }
      notifyAll();
    }
  }

  /// Notes that calls were missed, without knowing how many.
  synchronized void skip() {
    skipped = -1;
  }

  /// Ends a wait for news: nobody follows any more.
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized boolean ended() {
    return ended;
  }

  /// Waits for news, for at most so many milliseconds.
  synchronized News next(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (waiting.isEmpty() && skipped == 0 && !ended) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) break;
      wait(left);
    }
    var news = new News(waiting.pollFirst(), skipped);
    skipped = 0;
    return news;
  }

  @Override
  public void close() {
    departure.left(this);
  }
}
