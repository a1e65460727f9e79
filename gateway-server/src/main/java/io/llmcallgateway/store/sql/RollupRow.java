package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallSums;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/// Walks through the groups of a row: of each its numbers, a length, and the bytes of its sums.
/// Many in one row, since a row that is read costs more than what is in it. One thread.
final class RollupRow {
  private final byte[] bytes;
  private final ByteBuffer in;
  private RollupGroup group = RollupGroup.ALL;
  private int sums;
  private int end;

  RollupRow(byte[] bytes) {
    this.bytes = bytes;
    this.in = ByteBuffer.wrap(bytes);
  }

  /// Goes to the next group; false where there is none.
  boolean next() {
    if (end == bytes.length) return false;
    in.position(end);
    group = RollupGroup.read(in);
    int length = (int) Varint.read(in);
    sums = in.position();
    end = sums + length;
    return true;
  }

  RollupGroup group() {
    return group;
  }

  /// The offset in the row's bytes at which the group's sums begin.
  int sums() {
    return sums;
  }

  /// A row's bytes with more added to it, which holds the result from then on.
  ///
  /// @param grown whether groups that are not there yet come to it
  static byte[] plus(byte[] row, Map<RollupGroup, CallSums> more, boolean grown) {
    var rest = new LinkedHashMap<>(more);
    var out = new ByteArrayOutputStream(row.length + 256);
    var groups = new RollupRow(row);
    for (int begin = 0; groups.next(); begin = groups.end) {
      var sums = rest.remove(groups.group);
      if (sums == null) {
        out.write(row, begin, groups.end - begin);
      } else {
        SumsCodec.add(sums, row, groups.sums);
        write(groups.group, sums, out);
      }
    }
    if (grown) rest.forEach((group, sums) -> write(group, sums, out));
    return out.toByteArray();
  }

  private static void write(RollupGroup group, CallSums sums, ByteArrayOutputStream out) {
    var bytes = SumsCodec.bytes(sums);
    var head = ByteBuffer.allocate(RollupGroup.MOST + Varint.MOST);
    group.write(head);
    Varint.write(bytes.length, head);
    out.write(head.array(), 0, head.position());
    out.write(bytes, 0, bytes.length);
  }
}
