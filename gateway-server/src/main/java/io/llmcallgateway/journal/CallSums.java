package io.llmcallgateway.journal;

import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import org.jspecify.annotations.Nullable;

/// Adds up calls. Durations in microseconds, cost in nano-USD. One thread.
public final class CallSums {
  /// The quantities that are counted. The database keeps the counts in the order of their places,
  /// which never change: a new one goes to the end.
  public enum Count {
    CALLS(0),
    ERRORS(1),
    CANCELLED(2),
    INPUT(3),
    CACHE_READ(4),
    CACHE_WRITE(5),
    CACHE_WRITE_HOUR(6),
    INPUT_AUDIO(7),
    INPUT_IMAGE(8),
    OUTPUT(9),
    REASONING(10),
    OUTPUT_AUDIO(11),
    OUTPUT_IMAGE(12),
    SEARCHES(13),
    NANOS(14),
    /// Calls with usage whose price is not known.
    UNPRICED(15),
    MICROS(16),
    /// Calls that had a first token.
    FIRST_TOKENS(17),
    FIRST_TOKEN_MICROS(18),
    /// The gateway's own share of the time.
    OWN_MICROS(19),
    INPUT_NANOS(20),
    CACHE_READ_NANOS(21),
    CACHE_WRITE_NANOS(22),
    CACHE_WRITE_HOUR_NANOS(23),
    INPUT_AUDIO_NANOS(24),
    INPUT_IMAGE_NANOS(25),
    OUTPUT_NANOS(26),
    REASONING_NANOS(27),
    OUTPUT_AUDIO_NANOS(28),
    OUTPUT_IMAGE_NANOS(29),
    REQUEST_NANOS(30),
    SEARCH_NANOS(31),
    CITATION_NANOS(32),
    /// The amount saved by reading from the prompt cache.
    CACHE_SAVED(33),
    /// The amount paid for writing to it above plain input.
    CACHE_EXTRA(34),
    /// Calls that used the prompt cache of which it is not known what that saved.
    CACHE_UNPRICED(35);

    private final int place;

    Count(int place) {
      this.place = place;
    }

    /// Returns the amount of a bucket in nano-USD.
    public static Count nanos(Cost.Bucket bucket) {
      return switch (bucket) {
        case INPUT -> INPUT_NANOS;
        case CACHE_READ -> CACHE_READ_NANOS;
        case CACHE_WRITE -> CACHE_WRITE_NANOS;
        case CACHE_WRITE_HOUR -> CACHE_WRITE_HOUR_NANOS;
        case INPUT_AUDIO -> INPUT_AUDIO_NANOS;
        case INPUT_IMAGE -> INPUT_IMAGE_NANOS;
        case OUTPUT -> OUTPUT_NANOS;
        case REASONING -> REASONING_NANOS;
        case OUTPUT_AUDIO -> OUTPUT_AUDIO_NANOS;
        case OUTPUT_IMAGE -> OUTPUT_IMAGE_NANOS;
        case REQUEST -> REQUEST_NANOS;
        case SEARCH -> SEARCH_NANOS;
        case CITATION -> CITATION_NANOS;
      };
    }
  }

  private final long[] counts = new long[Count.values().length];
  private final Histogram latency = new Histogram();
  private final Histogram firstToken = new Histogram();
  private final Histogram own = new Histogram();

  public long get(Count count) {
    return counts[count.place];
  }

  public void add(Count count, long number) {
    counts[count.place] += number;
  }

  public void add(CallRecord call) {
    add(Count.CALLS, 1);
    if (call.failed()) add(Count.ERRORS, 1);
    if (call.state() == CallRecord.State.CANCELLED) add(Count.CANCELLED, 1);
    addUse(call);
    var timing = call.timing();
    add(timing.total(), timing.firstToken(), timing.own());
  }

  /// Adds the times of a call.
  ///
  /// @param toFirst to the first token, -1 if there was none
  /// @param ownShare the gateway's own
  public void add(long total, long toFirst, long ownShare) {
    add(Count.MICROS, total);
    latency.add(total);
    if (toFirst >= 0) {
      add(Count.FIRST_TOKENS, 1);
      add(Count.FIRST_TOKEN_MICROS, toFirst);
      firstToken.add(toFirst);
    }
    add(Count.OWN_MICROS, ownShare);
    own.add(ownShare);
  }

  /// Adds what a call used and what it cost.
  public void addUse(CallRecord call) {
    if (call.usage() != null) add(call.usage());
    addCost(call.usage(), call.cost(), 1);
  }

  /// Adds a cost of a usage so many times, or takes it away.
  public void addCost(@Nullable Usage usage, Cost cost, int times) {
    if (usage != null && cost.state() == Cost.State.UNKNOWN) add(Count.UNPRICED, times);
    for (var line : cost.lines()) {
      add(Count.NANOS, times * line.nanos());
      add(Count.nanos(line.bucket()), times * line.nanos());
    }
    if (usage == null || usage.cacheRead() + usage.cacheWrites() == 0) return;
    var effect = cost.cacheEffect();
    if (effect == null) {
      add(Count.CACHE_UNPRICED, times);
    } else {
      add(Count.CACHE_SAVED, times * effect.saved());
      add(Count.CACHE_EXTRA, times * effect.extra());
    }
  }

  private void add(Usage usage) {
    add(Count.INPUT, usage.input());
    add(Count.CACHE_READ, usage.cacheRead());
    add(Count.CACHE_WRITE, usage.cacheWrite());
    add(Count.CACHE_WRITE_HOUR, usage.cacheWriteHour());
    add(Count.INPUT_AUDIO, usage.inputAudio());
    add(Count.INPUT_IMAGE, usage.inputImage());
    add(Count.OUTPUT, usage.output());
    add(Count.REASONING, usage.reasoning());
    add(Count.OUTPUT_AUDIO, usage.outputAudio());
    add(Count.OUTPUT_IMAGE, usage.outputImage());
    add(Count.SEARCHES, usage.searches());
  }

  public void add(CallSums other) {
    for (int i = 0; i < counts.length; i++) counts[i] += other.counts[i];
    latency.add(other.latency);
    firstToken.add(other.firstToken);
    own.add(other.own);
  }

  /// Takes away what is known to be part of it; a price that has since sunk leaves no debt.
  public void subtract(CallSums part) {
    for (int i = 0; i < counts.length; i++) counts[i] = Math.max(0, counts[i] - part.counts[i]);
    latency.subtract(part.latency);
    firstToken.subtract(part.firstToken);
    own.subtract(part.own);
  }

  public Usage usage() {
    return new Usage(
        get(Count.INPUT),
        get(Count.CACHE_READ),
        get(Count.CACHE_WRITE),
        get(Count.CACHE_WRITE_HOUR),
        get(Count.INPUT_AUDIO),
        get(Count.INPUT_IMAGE),
        get(Count.OUTPUT),
        get(Count.REASONING),
        get(Count.OUTPUT_AUDIO),
        get(Count.OUTPUT_IMAGE),
        get(Count.SEARCHES),
        -1,
        null);
  }

  /// Durations of calls.
  public Histogram latency() {
    return latency;
  }

  /// Times to the first content.
  public Histogram firstToken() {
    return firstToken;
  }

  /// The gateway's shares of the durations.
  public Histogram own() {
    return own;
  }
}
