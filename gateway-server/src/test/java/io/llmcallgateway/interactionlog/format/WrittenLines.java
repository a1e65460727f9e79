package io.llmcallgateway.interactionlog.format;

import io.llmcallgateway.logging.line.LineSink;
import io.llmcallgateway.logging.line.Utf8Builder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Keeps the lines that a format writes.
final class WrittenLines implements LineSink {
  private final Utf8Builder text = new Utf8Builder(1 << 10);

  @Override
  public Utf8Builder line() {
    return text;
  }

  @Override
  public void endLine(long at) {
    text.add('\n');
  }

  List<String> lines() {
    return new String(text.array(), 0, text.length(), StandardCharsets.UTF_8).lines().toList();
  }
}
