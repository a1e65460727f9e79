package io.llmcallgateway.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/// The key of a row of the roll-ups.
///
/// @param step minute, hour or day
/// @param scope by what its groups are told apart
/// @param start of the stretch of time, epoch milliseconds
/// @param part of the scope's groups, see `RollupGroup`
record RollupKey(int step, long scope, long start, long part) {
  static final int MINUTE = 0;
  static final int HOUR = 1;
  static final int DAY = 2;
  static final long ALL = 0;
  static final long BY_NAMES = 1;
  static final long BY_MODEL = 2;
  static final long BY_PROVIDER = 3;
  static final long BY_KEY = 4;
  static final long BY_OUTCOME = 5;

  /// A tag's scope follows by the number of its name.
  static final long BY_TAG = 100;

  static final String COLUMNS = "step, scope, start, part";
  static final String CONDITION = "step = ? AND scope = ? AND start = ? AND part = ?";
  static final int WIDTH = 4;

  /// Sets the parameters of `COLUMNS` or of `CONDITION`.
  void set(PreparedStatement statement) throws SQLException {
    statement.setInt(1, step);
    statement.setLong(2, scope);
    statement.setLong(3, start);
    statement.setLong(4, part);
  }
}
