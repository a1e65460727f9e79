package io.llmcallgateway.logging.line;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Writes points in time; the text of the running second is kept. One thread's.
public final class TimestampWriter {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);

  private final ZoneId zone;
  private long second = Long.MIN_VALUE;
  private byte[] text = new byte[0];
  private byte[] offset = new byte[0];

  public TimestampWriter(ZoneId zone) {
    this.zone = zone;
  }

  /// `2026-11-22 13:05:22.123`
  public void text(Utf8Builder out, long epochMillis) {
    find(epochMillis);
    out.add(text).add('.').padded(Math.floorMod(epochMillis, 1_000), 3);
  }

  /// `2026-11-22T13:05:22.123+08:00`
  public void iso(Utf8Builder out, long epochMillis) {
    find(epochMillis);
    out.add(text, 0, 10).add('T').add(text, 11, text.length - 11);
    out.add('.').padded(Math.floorMod(epochMillis, 1_000), 3).add(offset);
  }

  /// `13:05:22`
  public void clock(Utf8Builder out, long epochMillis) {
    find(epochMillis);
    out.add(text, 11, text.length - 11);
  }

  private void find(long epochMillis) {
    long wanted = Math.floorDiv(epochMillis, 1_000L);
    if (wanted == second) return;
    var time = Instant.ofEpochSecond(wanted).atZone(zone);
    text = Utf8Builder.utf8(SECOND.format(time));
    offset = Utf8Builder.utf8(OFFSET.format(time));
    second = wanted;
  }
}
