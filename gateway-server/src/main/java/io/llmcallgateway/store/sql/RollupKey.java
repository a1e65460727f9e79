package io.llmcallgateway.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// One row of the roll-ups. A facet that a scope does not tell apart is 0.
///
/// @param scope what the row adds up: all calls, those of one value of a facet, or of one value of
///   each
record RollupKey(
    int step, long scope, long start, long model, long provider, long key, long outcome, long tag) {
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

  static final String COLUMNS = "step, scope, start, model, provider, key, outcome, tag";
  static final String CONDITION =
      "step = ? AND scope = ? AND start = ? AND model = ? AND provider = ? AND key = ?"
          + " AND outcome = ? AND tag = ?";
  static final int WIDTH = 8;

  /// The numbers of a call's names.
  ///
  /// @param tags a tag's name and its value by turns
  record Names(long model, long provider, long key, long outcome, List<Long> tags) {}

  /// The rows of a step that a call belongs to.
  static List<RollupKey> of(int step, long start, Names names) {
    var all = new ArrayList<RollupKey>(6 + names.tags().size() / 2);
    all.add(new RollupKey(step, ALL, start, 0, 0, 0, 0, 0));
    all.add(
        new RollupKey(
            step,
            BY_NAMES,
            start,
            names.model(),
            names.provider(),
            names.key(),
            names.outcome(),
            0));
    if (step == MINUTE) return all;
    all.add(new RollupKey(step, BY_MODEL, start, names.model(), 0, 0, 0, 0));
    all.add(new RollupKey(step, BY_PROVIDER, start, 0, names.provider(), 0, 0, 0));
    all.add(new RollupKey(step, BY_KEY, start, 0, 0, names.key(), 0, 0));
    all.add(new RollupKey(step, BY_OUTCOME, start, 0, 0, 0, names.outcome(), 0));
    for (int i = 0; i < names.tags().size(); i += 2) {
      long scope = BY_TAG + names.tags().get(i);
      all.add(new RollupKey(step, scope, start, 0, 0, 0, 0, names.tags().get(i + 1)));
    }
    return all;
  }

  /// Sets the parameters of `COLUMNS` or of `CONDITION`, which begin at `parameter`.
  void set(PreparedStatement statement, int parameter) throws SQLException {
    statement.setInt(parameter, step);
    statement.setLong(parameter + 1, scope);
    statement.setLong(parameter + 2, start);
    statement.setLong(parameter + 3, model);
    statement.setLong(parameter + 4, provider);
    statement.setLong(parameter + 5, key);
    statement.setLong(parameter + 6, outcome);
    statement.setLong(parameter + 7, tag);
  }
}
