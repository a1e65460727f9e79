package io.llmcallgateway.journal;

import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;

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
    OWN_MICROS(19);

    private final int place;

    Count(int place) {
      this.place = place;
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
    var usage = call.usage();
    if (usage != null) {
      add(usage);
      if (call.cost().state() == Cost.State.UNKNOWN) add(Count.UNPRICED, 1);
    }
    add(Count.NANOS, call.cost().nanos());
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
