package io.llmcallgateway.logging;

import ch.qos.logback.core.encoder.EncoderBase;
import io.llmcallgateway.logging.line.Utf8Builder;
import java.util.Arrays;

/// Encodes entries as lines of a file, or in the short form of the console. One thread's.
final class LogEncoder extends EncoderBase<LogEntry> {
  private static final byte[] NOTHING = {};

  private final EventFormat format;
  private final boolean forConsole;
  private final Utf8Builder line = new Utf8Builder(1 << 10);

  LogEncoder(EventFormat format, boolean forConsole) {
    this.format = format;
    this.forConsole = forConsole;
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(LogEntry entry) {
    line.cutTo(0);
    switch (entry) {
      case LogEntry.Event event -> {
        if (forConsole) format.writeShort(line, event);
        else format.write(line, event);
      }
      case LogEntry.ErrorLine text -> line.add(Utf8Builder.utf8(text.line()));
      case LogEntry.Notice notice -> line.add(Utf8Builder.utf8(notice.message()));
    }
    line.add('\n');
    var bytes = Arrays.copyOf(line.array(), line.length());
    line.dropFirst(line.length()); // a long line's memory is given back
    return bytes;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
