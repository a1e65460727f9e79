package io.llmcallgateway.store.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Gives numbers to texts that come again and again. What is not committed is forgotten with
/// `rollback`. One thread.
final class NameWriter implements AutoCloseable {
  private static final int MOST_CACHED = 20_000;

  private record Name(String kind, String value) {}

  private final Cache<Name, Long> known =
      Caffeine.newBuilder().maximumSize(MOST_CACHED).executor(Runnable::run).build();
  private final Map<Long, Long> counted = new HashMap<>();
  private final SummedNames summed;
  private final PreparedStatement find;
  private final PreparedStatement insert;
  private final PreparedStatement count;

  NameWriter(Connection connection) throws SQLException {
    summed = new SummedNames(connection);
    find = connection.prepareStatement("SELECT id FROM name WHERE kind = ? AND value = ?");
    insert =
        connection.prepareStatement(
            "INSERT INTO name (kind, value, calls) VALUES (?, ?, 0) RETURNING id");
    count = connection.prepareStatement("UPDATE name SET calls = calls + ? WHERE id = ?");
  }

  long id(String kind, String value) throws SQLException {
    var name = new Name(kind, value);
    var cached = known.getIfPresent(name);
    if (cached != null) return cached;
    long id = ask(find, name);
    if (id < 0) {
      id = ask(insert, name);
      summed.added(kind, id);
    }
    known.put(name, id);
    return id;
  }

  /// The number by which a name's calls are added up.
  long summed(String kind, String value) throws SQLException {
    return summed.of(kind, id(kind, value));
  }

  private static long ask(PreparedStatement statement, Name name) throws SQLException {
    statement.setString(1, name.kind());
    statement.setString(2, name.value());
    try (var rows = statement.executeQuery()) {
      return rows.next() ? rows.getLong(1) : -1;
    }
  }

  /// A name's row is gone; it gets another number when it comes again.
  void removed(String kind, String value) {
    known.invalidate(new Name(kind, value));
  }

  /// The number of a name that one more call has.
  long count(String kind, String value) throws SQLException {
    long id = id(kind, value);
    counted.merge(id, 1L, Long::sum);
    return id;
  }

  /// Writes the counts.
  void flush() throws SQLException {
    for (var entry : counted.entrySet()) {
      count.setLong(1, entry.getValue());
      count.setLong(2, entry.getKey());
      count.executeUpdate();
    }
    counted.clear();
  }

  void rollback() {
    known.invalidateAll();
    counted.clear();
    summed.forget();
  }

  @Override
  public void close() throws SQLException {
    find.close();
    insert.close();
    count.close();
  }
}
