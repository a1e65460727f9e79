package io.llmcallgateway.relay.attempt;

/// When the first and the last content of an answer came, in `System.nanoTime`; 0 where none did.
public record ContentTimes(long first, long last) {
  public static final ContentTimes NONE = new ContentTimes(0, 0);

  public static ContentTimes now() {
    long now = System.nanoTime();
    return new ContentTimes(now, now);
  }
}
