package io.llmcallgateway.store.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.llmcallgateway.journal.CallReader.Facet;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks up the texts behind numbers. Texts never change; numbers never come again. Thread-safe.
final class NameReader {
  private static final int MOST = 20_000;

  private final Cache<Long, Named> known = Caffeine.newBuilder().maximumSize(MOST).build();

  /// A name's number, and how many calls have it.
  record Known(long id, long calls) {
    static final Known NONE = new Known(-1, 0);
  }

  /// A name and its kind.
  record Named(String kind, String value) {}

  Known find(Connection connection, String kind, String value) throws SQLException {
    try (var find =
        connection.prepareStatement("SELECT id, calls FROM name WHERE kind = ? AND value = ?")) {
      find.setString(1, kind);
      find.setString(2, value);
      try (var rows = find.executeQuery()) {
        return rows.next() ? new Known(rows.getLong(1), rows.getLong(2)) : Known.NONE;
      }
    }
  }

  @Nullable String value(Connection connection, long id) throws SQLException {
    var name = named(connection, id);
    return name == null ? null : name.value();
  }

  /// A name and its kind; null if there is none of that number.
  @Nullable Named named(Connection connection, long id) throws SQLException {
    if (id <= 0) return null;
    var cached = known.getIfPresent(id);
    if (cached != null) return cached;
    try (var find = connection.prepareStatement("SELECT kind, value FROM name WHERE id = ?")) {
      find.setLong(1, id);
      try (var rows = find.executeQuery()) {
        if (!rows.next()) return null;
        var name = new Named(rows.getString(1), rows.getString(2));
        known.put(id, name);
        return name;
      }
    }
  }

  List<Facet> facets(Connection connection, String kind, int most) throws SQLException {
    var facets = new ArrayList<Facet>();
    try (var find =
        connection.prepareStatement(
            "SELECT value, calls FROM name WHERE kind = ? AND calls > 0 ORDER BY calls DESC, value"
                + " LIMIT ?")) {
      find.setString(1, kind);
      find.setInt(2, most);
      try (var rows = find.executeQuery()) {
        while (rows.next()) facets.add(new Facet(rows.getString(1), rows.getLong(2)));
      }
    }
    return facets;
  }
}
