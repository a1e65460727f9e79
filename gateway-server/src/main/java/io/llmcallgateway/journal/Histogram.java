package io.llmcallgateway.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Durations in microseconds counted by buckets that grow by a quarter of an octave (19 %), so that
/// histograms of any time add up and a percentile is right to a tenth. Not thread-safe.
public final class Histogram {
  /// 40 octaves: from a microsecond to twelve days.
  private static final int BUCKETS = 160;

  private final long[] counts = new long[BUCKETS];

  public void add(long micros) {
    counts[bucket(micros)]++;
  }

  public void add(Histogram other) {
    for (int i = 0; i < BUCKETS; i++) counts[i] += other.counts[i];
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
    return Math.round(Math.sqrt(edge(at) * edge(at + 1)));
  }

  private static int bucket(long micros) {
    if (micros <= 1) return 0;
    int octave = 63 - Long.numberOfLeadingZeros(micros);
    int quarter = 0;
    while (quarter < 3 && micros >= edge(octave * 4 + quarter + 1)) quarter++;
    return Math.min(octave * 4 + quarter, BUCKETS - 1);
  }

  private static double edge(int bucket) {
    return Math.pow(2, bucket / 4.0);
  }

  /// Bucket and count by turns, as variable-length numbers: what is empty takes nothing.
  public byte[] bytes() {
    var out = ByteBuffer.allocate(BUCKETS * 12);
    for (int i = 0; i < BUCKETS; i++) {
      if (counts[i] == 0) continue;
      out.put((byte) i);
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

  /// What `bytes` wrote.
  public static Histogram of(byte[] bytes) {
    var histogram = new Histogram();
    for (int at = 0; at < bytes.length; ) {
      int bucket = bytes[at++] & 0xFF;
      long count = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[at++];
        count |= (long) (next & 0x7F) << shift;
        if (next >= 0) break;
      }
      histogram.counts[bucket] += count;
    }
    return histogram;
  }
}
