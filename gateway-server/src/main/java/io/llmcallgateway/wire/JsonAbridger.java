package io.llmcallgateway.wire;

import java.nio.ByteBuffer;

/// Shortens a JSON document while it passes, so that its members can be read even if it is very
/// long. Cuts long strings (pictures, sound) and long runs of numbers (embeddings). The result is
/// valid JSON if the document is. Used by one thread.
public final class JsonAbridger {
  private static final int KEPT_STRING = 16 << 10; // bytes
  private static final int KEPT_NUMBERS = 32;
  private static final int BEGUN = 5; // an escape of unknown length
  private static final int MOST = 4 << 20; // bytes

  private final ByteSink out = new ByteSink();
  private boolean inString;
  private int length; // of the string, in bytes
  private int escape; // bytes that still belong to an escape
  private boolean skipping; // the rest of a string
  private boolean comma; // seen and not yet written
  private int numbers; // in a row
  private boolean inNumber;
  private boolean dropping; // a number

  /// Adds bytes of the document. The position of `passing` does not change.
  public void add(ByteBuffer passing) {
    for (int i = passing.position(); i < passing.limit(); i++) add(passing.get(i));
  }

  /// True if the shortened document is too large; it is then incomplete.
  public boolean overflowed() {
    return out.size() >= MOST;
  }

  /// Returns the shortened document.
  public byte[] toByteArray() {
    return out.toByteArray();
  }

  private void add(byte each) {
    if (overflowed()) return;
    if (inString) string(each);
    else between(each);
  }

  private void string(byte each) {
    if (escape > 0) {
      boolean begun = escape == BEGUN;
      escape = begun ? (each == 'u' ? 4 : 0) : escape - 1;
      keep(each);
      return;
    }
    if (each == '"') {
      inString = false;
      skipping = false;
      out.write(each);
      return;
    }
    boolean begins = (each & 0xC0) != 0x80; // a character of UTF-8
    if (length >= KEPT_STRING && begins) skipping = true;
    if (each == '\\') escape = BEGUN;
    keep(each);
  }

  private void keep(byte each) {
    length++;
    if (!skipping) out.write(each);
  }

  private void between(byte each) {
    boolean ofNumber = (each >= '0' && each <= '9') || each == '-';
    if (inNumber && (ofNumber || each == '.' || each == '+' || each == 'e' || each == 'E')) {
      if (!dropping) out.write(each);
      return;
    }
    inNumber = false;
    switch (each) {
      case ' ', '\n', '\r', '\t' -> {}
      case ',' -> comma = true;
      default -> begin(each, ofNumber);
    }
  }

  private void begin(byte each, boolean number) {
    inNumber = number;
    numbers = number ? numbers + 1 : 0;
    dropping = number && comma && numbers > KEPT_NUMBERS;
    if (!dropping) {
      if (comma) out.write(',');
      out.write(each);
    }
    comma = false;
    inString = each == '"';
    length = 0;
  }
}
