package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Hashes contents to 64 bits, to find what is the same in two bodies. Not for secrets: whoever
/// wants can make two contents of one hash.
public final class ContentHash {
  private static final long SEED = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private ContentHash() {}

  /// Returns the hash of a text, by its bytes in UTF-8.
  public static long of(String text) {
    return of(text.getBytes(UTF_8));
  }

  /// Returns the hash of bytes.
  public static long of(byte[] bytes) {
    long hash = SEED;
    for (byte each : bytes) hash = add(hash, each);
    return mix(hash);
  }

  /// Returns the hash of two hashes in this order.
  public static long of(long first, long second) {
    return mix(first * 31 + Long.rotateLeft(second, 17) + SEED);
  }

  static long begin() {
    return SEED;
  }

  static long add(long hash, int value) {
    return (hash ^ (value & 0xFF)) * PRIME;
  }

  static long mix(long hash) {
    long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
