package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.CallSums.Count;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.CallRecord.State;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds rows of `call` to sums, as their records would be added. What a call used and cost stands
/// in one column: of each count that is not 0 its place and its number.
final class RowSums {
  /// The columns, after the number.
  static final String COLUMNS = "c.state, c.nanos, c.micros, c.first_token, c.own, c.used";

  /// The first column of others that follow.
  static final int NEXT = 8;

  private static final List<Count> COUNTS = List.of(Count.values());

  private RowSums() {}

  static void add(CallSums sums, ResultSet row) throws SQLException {
    sums.add(Count.CALLS, 1);
    var state = EnumCodes.STATES.at(row.getInt(2));
    if (state == State.CANCELLED) sums.add(Count.CANCELLED, 1);
    else if (state != State.SUCCESS) sums.add(Count.ERRORS, 1);
    sums.add(Count.NANOS, row.getLong(3));
    sums.add(row.getLong(4), row.getLong(5), row.getLong(6));
    var used = row.getBytes(7);
    if (used == null) return;
    for (var in = ByteBuffer.wrap(used); in.hasRemaining(); ) {
      sums.add(COUNTS.get((int) Varint.read(in)), Varint.read(in));
    }
  }

  /// Returns the content of that column; null if the call used nothing.
  static byte @Nullable [] used(CallRecord call) {
    var sums = new CallSums();
    sums.addUse(call);
    var out = ByteBuffer.allocate(2 * Varint.MOST * COUNTS.size());
    for (int i = 0; i < COUNTS.size(); i++) {
      long number = sums.get(COUNTS.get(i));
      if (number == 0 || COUNTS.get(i) == Count.NANOS) continue;
      Varint.write(i, out);
      Varint.write(number, out);
    }
    return out.position() == 0 ? null : Arrays.copyOf(out.array(), out.position());
  }
}
