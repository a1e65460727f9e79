package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.SearchWords;
import io.llmcallgateway.model.record.CallRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;

/// Fills the full-text index behind the records: the text of a call is added to a list first, and
/// moved from there into the index later. One thread.
final class TextIndex implements AutoCloseable {
  private static final int MOST = 8_192;
  private static final int FEW = 100; // in memory at a time

  private final PreparedStatement pend;
  private final PreparedStatement next;
  private final PreparedStatement index;
  private final PreparedStatement done;

  private record Pending(long seq, String text) {}

  TextIndex(Connection connection) throws SQLException {
    pend = connection.prepareStatement("INSERT OR REPLACE INTO text_pending VALUES (?, ?)");
    next = connection.prepareStatement("SELECT seq, text FROM text_pending ORDER BY seq LIMIT ?");
    index = connection.prepareStatement("INSERT INTO call_text (rowid, text) VALUES (?, ?)");
    done = connection.prepareStatement("DELETE FROM text_pending WHERE seq <= ?");
  }

  void add(long seq, CallRecord call) throws SQLException {
    var text = new StringBuilder();
    append(text, call.question());
    append(text, call.answered());
    if (call.failure() != null) append(text, call.failure().message());
    if (text.isEmpty()) return;
    pend.setLong(1, seq);
    pend.setString(2, text.toString());
    pend.executeUpdate();
  }

  private static void append(StringBuilder text, String part) {
    if (part.isBlank()) return;
    if (!text.isEmpty()) text.append('\n');
    text.append(part, 0, Math.min(part.length(), MOST));
  }

  int index(int most) throws SQLException {
    int indexed = 0;
    for (int few = 1; few > 0 && indexed < most; indexed += few) {
      few = indexFew(Math.min(FEW, most - indexed));
    }
    return indexed;
  }

  private int indexFew(int few) throws SQLException {
    var pending = new ArrayList<Pending>(few);
    next.setInt(1, few);
    try (var rows = next.executeQuery()) {
      while (rows.next()) pending.add(new Pending(rows.getLong(1), rows.getString(2)));
    }
    for (var each : pending) {
      index.setLong(1, each.seq());
      index.setString(2, SearchWords.indexed(each.text()));
      index.executeUpdate();
    }
    if (pending.isEmpty()) return 0;
    done.setLong(1, pending.getLast().seq());
    done.executeUpdate();
    return pending.size();
  }

  @Override
  public void close() throws SQLException {
    pend.close();
    next.close();
    index.close();
    done.close();
  }
}
