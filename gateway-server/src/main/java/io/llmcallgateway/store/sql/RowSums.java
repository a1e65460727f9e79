package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.CallSums.Count;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.record.CallRecord.State;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Adds rows of `call` to sums. They tell fewer kinds of tokens apart than a record does.
final class RowSums {
  /// The columns, after the number.
  static final String COLUMNS =
      "c.state, c.cost, c.nanos, c.micros, c.first_token, c.own, c.input, c.cached, c.output";

  /// The first column of others that follow.
  static final int NEXT = 11;

  private RowSums() {}

  static void add(CallSums sums, ResultSet row) throws SQLException {
    sums.add(Count.CALLS, 1);
    var state = EnumCodes.STATES.at(row.getInt(2));
    if (state == State.CANCELLED) sums.add(Count.CANCELLED, 1);
    else if (state != State.SUCCESS) sums.add(Count.ERRORS, 1);
    long input = row.getLong(8);
    long cached = row.getLong(9);
    long output = row.getLong(10);
    boolean used = input + output > 0;
    if (used && EnumCodes.cost(row.getInt(3)) == Cost.State.UNKNOWN) sums.add(Count.UNPRICED, 1);
    sums.add(Count.NANOS, row.getLong(4));
    sums.add(Count.INPUT, input - cached);
    sums.add(Count.CACHE_READ, cached);
    sums.add(Count.OUTPUT, output);
    sums.add(row.getLong(5), row.getLong(6), row.getLong(7));
  }
}
