package io.llmcallgateway.bench;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What is in the tables of a journal's database, past the gateway's own reader.
final class Tables {
  private Tables() {}

  /// How many rows a table has.
  static long rows(Path dataDir, String table) throws SQLException {
    try (var connection = DriverManager.getConnection(url(dataDir));
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      return rows.getLong(1);
    }
  }

  /// What each table and index of some size takes, the largest first.
  static List<String> sizes(Path dataDir) throws SQLException {
    var sql =
        "SELECT name, sum(pgsize) FROM dbstat('main', 1) GROUP BY name HAVING sum(pgsize) > 1000000"
            + " ORDER BY 2 DESC";
    var sizes = new ArrayList<String>();
    try (var connection = DriverManager.getConnection(url(dataDir));
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) sizes.add(rows.getString(1) + " " + (rows.getLong(2) >> 20) + " MB");
    }
    return sizes;
  }

  private static String url(Path dataDir) {
    return "jdbc:sqlite:" + dataDir.resolve("journal.db");
  }
}
