package io.llmcallgateway.store.sql;

import java.nio.ByteBuffer;

/// Calls that are added up together: the numbers of the names that they share, 0 where a scope does
/// not tell them apart, or where there is no name, or where it is one of `SummedNames.OTHERS`.
record RollupGroup(long model, long provider, long key, long outcome, long tag) {
  static final RollupGroup ALL = new RollupGroup(0, 0, 0, 0, 0);

  /// The most bytes that one takes.
  static final int MOST = 5 * Varint.MOST;

  /// Numbers that follow each other share a row: few rows for a chart to read, and still little to
  /// write anew for one call.
  private static final int SHARED_BITS = 4;

  static RollupGroup model(long model) {
    return new RollupGroup(model, 0, 0, 0, 0);
  }

  static RollupGroup provider(long provider) {
    return new RollupGroup(0, provider, 0, 0, 0);
  }

  static RollupGroup key(long key) {
    return new RollupGroup(0, 0, key, 0, 0);
  }

  static RollupGroup outcome(long outcome) {
    return new RollupGroup(0, 0, 0, outcome, 0);
  }

  static RollupGroup tag(long tag) {
    return new RollupGroup(0, 0, 0, 0, tag);
  }

  /// True if it has all the numbers of another that are not 0.
  boolean isOf(RollupGroup other) {
    return (other.model == 0 || other.model == model)
        && (other.provider == 0 || other.provider == provider)
        && (other.key == 0 || other.key == key)
        && (other.outcome == 0 || other.outcome == outcome)
        && (other.tag == 0 || other.tag == tag);
  }

  /// The row of a stretch in which the group is.
  long part() {
    return (model >> SHARED_BITS)
        + (provider >> SHARED_BITS)
        + (key >> SHARED_BITS)
        + (outcome >> SHARED_BITS)
        + (tag >> SHARED_BITS);
  }

  static RollupGroup read(ByteBuffer in) {
    return new RollupGroup(
        Varint.read(in), Varint.read(in), Varint.read(in), Varint.read(in), Varint.read(in));
  }

  void write(ByteBuffer out) {
    Varint.write(model, out);
    Varint.write(provider, out);
    Varint.write(key, out);
    Varint.write(outcome, out);
    Varint.write(tag, out);
  }
}
