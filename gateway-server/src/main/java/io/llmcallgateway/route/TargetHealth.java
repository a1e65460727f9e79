package io.llmcallgateway.route;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.llmcallgateway.model.Failure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Tracks the recent health of each target: calls in flight, time to the first byte, failures.
/// Calls report it; the strategies `latency` and `least-busy` order targets by it. Thread-safe,
/// without locks on the way of a call.
///
/// Only successes count for the latency, since failures can be quick. Samples count half as much
/// after each half-life, so that a target which was slow once is measured again, and one that has
/// recovered gets calls again. Reasons: decision 37.
public final class TargetHealth {
  /// The age at which a sample counts half.
  static final Duration HALF_LIFE = Duration.ofMinutes(1);

  /// Clients can name any model of a provider, so the number of targets needs a limit.
  private static final int MOST_TARGETS = 10_000;

  /// The number of calls in flight that a recent failure counts as, since calls that fail at once
  /// are hardly ever in flight.
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

  /// Begins a call to a target. The caller closes the observation.
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

  /// Returns the number of calls in flight, and that for which recent failures count.
  double busyness(String provider, String model) {
    var state = states.getIfPresent(new Key(provider, model));
    if (state == null) return 0;
    return state.inFlight.get() + CALLS_PER_FAILURE * state.samples.get().failures(clock.millis());
  }

  /// Returns the number of recent failures, weighted by their age.
  double failures(String provider, String model) {
    var state = states.getIfPresent(new Key(provider, model));
    return state == null ? 0 : state.samples.get().failures(clock.millis());
  }

  /// Returns the expected time to the first byte in microseconds; infinity if no success is recent
  /// enough. Each recent failure doubles it.
  double latencyMicros(String provider, String model) {
    var state = states.getIfPresent(new Key(provider, model));
    if (state == null) return Double.POSITIVE_INFINITY;
    long now = clock.millis();
    var samples = state.samples.get();
    if (!samples.known(now)) return Double.POSITIVE_INFINITY;
    return samples.micros() * Math.pow(2, samples.failures(now));
  }

  /// Returns the targets with recent failures, by provider and model. None is left out: the
  /// strategies `latency` and `least-busy` put them behind others.
  public List<Failing> failing() {
    long now = clock.millis();
    var failing = new ArrayList<Failing>();
    states
        .asMap()
        .forEach(
            (key, state) -> {
              long until = state.samples.get().failingUntil();
              if (until > now) failing.add(new Failing(key.provider(), key.model(), until));
            });
    failing.sort(Comparator.comparing(Failing::provider).thenComparing(Failing::model));
    return failing;
  }

  /// A target with recent failures.
  ///
  /// @param until the time at which they count as past if there are no more, epoch milliseconds
  public record Failing(String provider, String model, long until) {}

  /// True if the latency is unknown and the target should be tried first to be measured. Not soon
  /// after a failure, and not within a half-life of another call that measures it.
  boolean wantsProbe(String provider, String model) {
    var state = states.getIfPresent(new Key(provider, model));
    return state == null || state.samples.get().wantsProbe(clock.millis());
  }

  /// A call in flight to a target, closed when it ends. A call whose outcome says nothing about the
  /// target, as when its client disconnects, is closed without a report.
  public final class Observation implements AutoCloseable {
    private final State state;

    private Observation(State state) {
      this.state = state;
    }

    /// Reports that the target has answered successfully.
    ///
    /// @param micros the time to the first byte
    public void succeeded(long micros) {
      long now = clock.millis();
      state.samples.updateAndGet(samples -> samples.withSuccess(micros, now));
    }

    /// Reports a failure. One that another target would return too is the request's fault and
    /// changes nothing.
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

  /// Samples of a target, weighted by age.
  ///
  /// @param micros the weighted average time to the first byte
  /// @param weight the number of samples that the average is worth
  /// @param failures the number of recent failures
  /// @param at the time of the weights, in epoch milliseconds
  /// @param probedAt the start of the latest call to measure the target, in epoch milliseconds
  private record Samples(double micros, double weight, double failures, long at, long probedAt) {
    static final Samples NONE = new Samples(0, 0, 0, 0, Long.MIN_VALUE / 2);

    /// The limit of an average's weight; a heavier one would follow a change too slowly.
    private static final double MOST_WEIGHT = 8;

    /// The weight below which an average counts as unknown: a single sample is known for one
    /// half-life, the heaviest average for four.
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

    /// The time at which the failures have faded; 0 without any.
    long failingUntil() {
      if (failures <= FADED) return 0;
      double halves = Math.log(failures / FADED) / Math.log(2);
      return at + Math.round(halves * HALF_LIFE.toMillis());
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
      // If the clock was set back, samples must not become younger.
      return now <= at ? 1 : Math.pow(0.5, (double) (now - at) / HALF_LIFE.toMillis());
    }
  }
}
