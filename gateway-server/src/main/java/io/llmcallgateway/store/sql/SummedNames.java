package io.llmcallgateway.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Decides which names have sums of their own: the first ten thousand of a kind, so that callers
/// who tag each call with something else fill neither the roll-ups nor the charts. The calls of all
/// others are added up together. One thread.
final class SummedNames {
  static final int MOST = 10_000;

  /// The number that stands for all others.
  static final long OTHERS = 0;

  private final Connection connection;
  private final Map<String, Kind> kinds = new HashMap<>();

  /// The names of a kind.
  private static final class Kind {
    int count;
    long last = Long.MAX_VALUE; // that has sums of its own
  }

  SummedNames(Connection connection) {
    this.connection = connection;
  }

  /// The number by which a name's calls are added up.
  long of(String kind, long id) throws SQLException {
    var known = kinds.get(kind);
    if (known == null) {
      if (kinds.size() >= MOST) kinds.clear(); // callers name tags as they like
      known = find(kind);
      kinds.put(kind, known);
    }
    return id <= known.last ? id : OTHERS;
  }

  /// A name came to a kind.
  void added(String kind, long id) {
    var known = kinds.get(kind);
    if (known != null && ++known.count == MOST) known.last = id;
  }

  /// Forgets what is cached: it may have been rolled back, or changed by another process.
  void forget() {
    kinds.clear();
  }

  private Kind find(String kind) throws SQLException {
    var found = new Kind();
    var sql =
        "SELECT count(*), max(id) FROM (SELECT id FROM name WHERE kind = ? ORDER BY id LIMIT ?)";
    try (var first = connection.prepareStatement(sql)) {
      first.setString(1, kind);
      first.setInt(2, MOST);
      try (var rows = first.executeQuery()) {
        if (rows.next()) found.count = rows.getInt(1);
        if (found.count == MOST) found.last = rows.getLong(2);
      }
    }
    return found;
  }
}
