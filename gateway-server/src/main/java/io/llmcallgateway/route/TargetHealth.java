package io.llmcallgateway.route;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.llmcallgateway.model.Failure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// The recent experience with each target: calls in flight, time to the first byte, failures. Calls
/// report it, the strategies `latency` and `least-busy` order by it. Thread-safe, without locks on
/// the way of a call.
///
/// Only successes say how quick a target is; a failure is no quick answer. What was seen counts
/// half as much after each half-life, so that a target which was slow once is measured again, and
/// one that has recovered gets calls again. Reasons: decision 37.
public final class TargetHealth {
  /// The age at which what was seen counts half.
  static final Duration HALF_LIFE = Duration.ofMinutes(1);

  /// Clients can name any model of a provider, so the number of targets needs a limit.
  private static final int MOST_TARGETS = 10_000;

  /// A call that fails at once is hardly ever in flight: each recent failure counts as so many
  /// calls that are.
  private static final int CALLS_PER_FAILURE = 8;

  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private final InstantSource clock;
  private final LoadingCache<Key, State> states =
      Caffeine.newBuilder()
          .maximumSize(MOST_TARGETS)
          .expireAfterAccess(FORGOTTEN)
          .executor(Runnable::run)
          .build(_ -> new State());

  private record Key(String provider, String model) {}

  private static final class State {
    final AtomicInteger inFlight = new AtomicInteger();
    final AtomicReference<Samples> samples = new AtomicReference<>(Samples.NONE);
  }

  public TargetHealth(InstantSource clock) {
    this.clock = clock;
  }

  /// Begins a call to a target; whoever begins it closes it.
  public Observation begin(Target target) {
    return begin(target.provider().id(), target.model());
  }

  Observation begin(String provider, String model) {
    var state = states.get(new Key(provider, model));
    state.inFlight.incrementAndGet();
    long now = clock.millis();
    var samples = state.samples.get();
    if (samples.wantsProbe(now)) state.samples.compareAndSet(samples, samples.probed(now));
    return new Observation(state);
  }

  /// Returns the calls in flight, and what recent failures count for.
  double busyness(String provider, String model) {
    var state = states.getIfPresent(new Key(provider, model));
    if (state == null) return 0;
    return state.inFlight.get() + CALLS_PER_FAILURE * state.samples.get().failures(clock.millis());
  }

  /// Returns the time to the first byte to expect, in microseconds; infinity where no success is
  /// recent enough. Each recent failure doubles it.
  double latencyMicros(String provider, String model) {
    var state = states.getIfPresent(new Key(provider, model));
    if (state == null) return Double.POSITIVE_INFINITY;
    long now = clock.millis();
    var samples = state.samples.get();
    if (!samples.known(now)) return Double.POSITIVE_INFINITY;
    return samples.micros() * Math.pow(2, samples.failures(now));
  }

  /// True if the latency is unknown and the target is to be tried before the others, to be
  /// measured: not soon after a failure, and not while a call that does so is under way, for one
  /// half-life.
  boolean wantsProbe(String provider, String model) {
    var state = states.getIfPresent(new Key(provider, model));
    return state == null || state.samples.get().wantsProbe(clock.millis());
  }

  /// One call in flight to a target, closed when it ends. A call whose outcome says nothing about
  /// the target (its client left) is closed without a report.
  public final class Observation implements AutoCloseable {
    private final State state;

    private Observation(State state) {
      this.state = state;
    }

    /// Reports that the target has answered well, its first byte after `micros` microseconds.
    public void succeeded(long micros) {
      long now = clock.millis();
      state.samples.updateAndGet(samples -> samples.withSuccess(micros, now));
    }

    /// Reports why the target has not answered. What another target would refuse too is the
    /// request's fault and changes nothing.
    public void failed(Failure failure) {
      if (failure.origin() != Failure.Origin.PROVIDER || !failure.mayFallBack()) return;
      long now = clock.millis();
      state.samples.updateAndGet(samples -> samples.withFailure(now));
    }

    @Override
    public void close() {
      state.inFlight.decrementAndGet();
    }
  }

  /// What was seen of a target, weighted by its age.
  ///
  /// @param micros the weighted average time to the first byte
  /// @param weight how many samples that average is worth
  /// @param failures how many failures are recent
  /// @param at when the weights were right, epoch milliseconds
  /// @param probedAt when a call last set out to measure the target, epoch milliseconds
  private record Samples(double micros, double weight, double failures, long at, long probedAt) {
    static final Samples NONE = new Samples(0, 0, 0, 0, Long.MIN_VALUE / 2);

    /// An average worth more would take too long to follow a change.
    private static final double MOST_WEIGHT = 8;

    /// A single sample is known for one half-life, the heaviest average for four.
    private static final double FADED = 0.5;

    boolean known(long now) {
      return weight * decay(now) >= FADED;
    }

    double failures(long now) {
      return failures == 0 ? 0 : failures * decay(now);
    }

    boolean wantsProbe(long now) {
      return !known(now) && failures(now) <= FADED && now - probedAt >= HALF_LIFE.toMillis();
    }

    Samples probed(long now) {
      return new Samples(micros, weight, failures, at, now);
    }

    Samples withSuccess(long sample, long now) {
      double decay = decay(now);
      double old = Math.min(weight * decay, MOST_WEIGHT - 1);
      double average = (micros * old + sample) / (old + 1);
      return new Samples(average, old + 1, failures * decay / 2, now, probedAt);
    }

    Samples withFailure(long now) {
      double decay = decay(now);
      return new Samples(micros, weight * decay, failures * decay + 1, now, probedAt);
    }

    private double decay(long now) {
      // A clock that is set back makes nothing younger.
      return now <= at ? 1 : Math.pow(0.5, (double) (now - at) / HALF_LIFE.toMillis());
    }
  }
}
