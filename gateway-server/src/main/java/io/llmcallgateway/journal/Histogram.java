package io.llmcallgateway.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Durations in microseconds counted by buckets that grow by a quarter of an octave (19 %), so that
/// histograms of any time add up and a percentile is right to a tenth. Not thread-safe.
public final class Histogram {
  /// 40 octaves: from a microsecond to twelve days.
  private static final int BUCKETS = 160;

  private static final int ROOM = 4;

  private static final double[] QUARTERS = {1, Math.pow(2, 0.25), Math.sqrt(2), Math.pow(2, 0.75)};

  /// Of the buckets from `first` on that something may be in: most durations are near each other.
  private long[] counts = {};

  private int first;

  public void add(long micros) {
    add(bucket(micros), 1);
  }

  public void add(Histogram other) {
    for (int i = 0; i < other.counts.length; i++) {
      if (other.counts[i] != 0) add(other.first + i, other.counts[i]);
    }
  }

  private void add(int bucket, long count) {
    int at = place(bucket); // which may put another array in place
    counts[at] += count;
  }

  /// The index of a bucket in `counts`, which has room for it from then on.
  private int place(int bucket) {
    if (bucket >= first && bucket < first + counts.length) return bucket - first;
    boolean empty = counts.length == 0;
    int from = empty ? bucket : Math.min(first, bucket);
    int to = Math.max(empty ? 0 : first + counts.length, bucket + 1);
    int begin = Math.max(0, from - ROOM);
    var wider = new long[Math.min(BUCKETS, to + ROOM) - begin];
    if (!empty) System.arraycopy(counts, 0, wider, first - begin, counts.length);
    counts = wider;
    first = begin;
    return bucket - first;
  }

  /// Takes away what is part of it.
  public void subtract(Histogram part) {
    for (int i = 0; i < part.counts.length; i++) {
      int at = part.first + i - first;
      if (at < 0 || at >= counts.length) continue;
      counts[at] = Math.max(0, counts[at] - part.counts[i]);
    }
  }

  public long count() {
    return Arrays.stream(counts).sum();
  }

  /// The value that the share `q` (0–1) of all does not exceed; -1 where nothing was counted.
  public long quantile(double q) {
    long count = count();
    if (count == 0) return -1;
    long rank = Math.max(1, (long) Math.ceil(q * count));
    long seen = 0;
    int at = 0;
    while ((seen += counts[at]) < rank) at++;
    return Math.round(Math.sqrt(edge(first + at) * edge(first + at + 1)));
  }

  private static int bucket(long micros) {
    if (micros <= 1) return 0;
    int octave = 63 - Long.numberOfLeadingZeros(micros);
    int quarter = 0;
    while (quarter < 3 && micros >= edge(octave * 4 + quarter + 1)) quarter++;
    return Math.min(octave * 4 + quarter, BUCKETS - 1);
  }

  private static double edge(int bucket) {
    return Math.scalb(QUARTERS[bucket & 3], bucket >> 2);
  }

  /// Bucket and count by turns, as variable-length numbers: what is empty takes nothing.
  public byte[] bytes() {
    var out = ByteBuffer.allocate(counts.length * 12);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) continue;
      out.put((byte) (first + i));
      for (long rest = counts[i]; ; rest >>>= 7) {
        if (rest < 0x80) {
          out.put((byte) rest);
          break;
        }
        out.put((byte) ((rest & 0x7F) | 0x80));
      }
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /// Reads the bytes that `bytes` returned.
  public static Histogram of(byte[] bytes) {
    var histogram = new Histogram();
    histogram.add(bytes, 0, bytes.length);
    return histogram;
  }

  /// Adds what `bytes` wrote.
  public void add(byte[] bytes, int offset, int length) {
    for (int at = offset; at < offset + length; ) {
      int bucket = bytes[at++] & 0xFF;
      long count = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[at++];
        count |= (long) (next & 0x7F) << shift;
        if (next >= 0) break;
      }
      add(bucket, count);
    }
  }
}
