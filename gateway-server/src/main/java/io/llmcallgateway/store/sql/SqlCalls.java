package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallAnalysis;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallPage;
import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.journal.CallReader;
import io.llmcallgateway.journal.SpoolPosition;
import io.llmcallgateway.journal.SumsQuery;
import io.llmcallgateway.journal.SumsTable;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.PayloadsState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the journal's database, in the gateway's process or beside it. Thread-safe.
public final class SqlCalls implements CallReader {
  /// Hex digits of an id, enough of them to mean a few calls.
  private static final Pattern DIGITS = Pattern.compile("[0-9A-F]{4,32}");

  /// Records that are read for the name that a client gave its request.
  private static final int MOST_NAMED = 20_000;

  private static final String WHOLE =
      "SELECT d.json, p.parts, p.zstd FROM call c JOIN call_detail d ON d.seq = c.seq"
          + " LEFT JOIN call_payload p ON p.seq = c.seq WHERE ";

  /// The time after which a page stops searching and returns a cursor.
  private static final long LOOKING_NANOS = 40_000_000;

  private final ReaderPool readers;
  private final NameReader names = new NameReader();
  private final LineReader lines = new LineReader(names);
  private final SumsReader sums;
  private final Deadline.Source deadlines;
  private final CallAnalysis analysis;

  /// Throws a `JournalException` where there is no journal, or one that cannot be read.
  public static SqlCalls open(Path dataDir, ZoneId zone, InstantSource clock) {
    return open(dataDir, zone, clock, Deadline::in);
  }

  static SqlCalls open(Path dataDir, ZoneId zone, InstantSource clock, Deadline.Source deadlines) {
    return new SqlCalls(new ReaderPool(dataDir), zone, clock, deadlines);
  }

  /// True if a folder has a journal's database that is made whole; else there is nothing in it.
  public static boolean exists(Path dataDir) {
    return Database.exists(dataDir);
  }

  private SqlCalls(
      ReaderPool readers, ZoneId zone, InstantSource clock, Deadline.Source deadlines) {
    this.readers = readers;
    this.sums = new SumsReader(names, zone, clock);
    this.deadlines = deadlines;
    this.analysis = new SqlAnalysis(readers, names, sums, zone, clock, deadlines);
  }

  /// Answers questions about many calls, as long as this is open.
  public CallAnalysis analysis() {
    return analysis;
  }

  @Override
  public CallPage list(CallQuery query) {
    return readers.read(connection -> list(connection, query));
  }

  private CallPage list(Connection connection, CallQuery query) throws SQLException {
    var filter = new FilterSql(query.filter(), connection, names);
    var lines = new ArrayList<CallLine>();
    var walked =
        new CallWalk(connection, filter, deadlines.in(LOOKING_NANOS))
            .walk(
                query.before(),
                LineReader.COLUMNS,
                query.limit(),
                row -> lines.add(this.lines.line(connection, row)));
    return new CallPage(lines, walked.next(), walked.lookedUntil());
  }

  @Override
  public @Nullable EndedCall find(CallId id) {
    return readers.read(connection -> find(connection, id));
  }

  @Override
  public @Nullable EndedCall answered(String id) {
    return readers.read(connection -> answered(connection, id));
  }

  @Override
  public List<CallId> named(String part, int most) {
    return readers.read(
        connection -> {
          var ids = byPart(connection, part.replace("-", "").toUpperCase(Locale.ROOT), most);
          return ids.isEmpty() ? byRequestId(connection, part, most) : ids;
        });
  }

  private static List<CallId> byPart(Connection connection, String digits, int most)
      throws SQLException {
    if (!DIGITS.matcher(digits).matches()) return List.of();
    var sql = "SELECT id FROM call WHERE instr(hex(id), ?) > 0 ORDER BY seq DESC LIMIT ?";
    try (var find = connection.prepareStatement(sql)) {
      find.setString(1, digits);
      find.setInt(2, most);
      var ids = new ArrayList<CallId>();
      try (var rows = find.executeQuery()) {
        while (rows.next()) ids.add(new CallId(RowNumber.text(rows.getBytes(1))));
      }
      return ids;
    }
  }

  /// The client's own id stands in the record alone.
  private static List<CallId> byRequestId(Connection connection, String name, int most)
      throws SQLException {
    var sql = "SELECT json FROM call_detail ORDER BY seq DESC LIMIT " + MOST_NAMED;
    try (var find = connection.prepareStatement(sql);
        var rows = find.executeQuery()) {
      var ids = new ArrayList<CallId>();
      while (rows.next() && ids.size() < most) {
        var record = StoredRecordReader.read(rows.getBytes(1));
        if (name.equals(record.client().requestId())) ids.add(record.id());
      }
      return ids;
    }
  }

  private static @Nullable EndedCall find(Connection connection, CallId id) throws SQLException {
    try (var find = connection.prepareStatement(WHOLE + "c.seq BETWEEN ? AND ? AND c.id = ?")) {
      long seq = RowNumber.of(id);
      find.setLong(1, seq);
      find.setLong(2, seq + RowNumber.NEIGHBOURS);
      find.setBytes(3, RowNumber.bytes(id));
      return whole(find);
    }
  }

  private static @Nullable EndedCall answered(Connection connection, String id)
      throws SQLException {
    var where = "c.seq = (SELECT seq FROM response WHERE id = ?)";
    try (var find = connection.prepareStatement(WHOLE + where)) {
      find.setString(1, id);
      return whole(find);
    }
  }

  private static @Nullable EndedCall whole(PreparedStatement find) throws SQLException {
    try (var rows = find.executeQuery()) {
      if (!rows.next()) return null;
      var record = StoredRecordReader.read(rows.getBytes(1));
      var parts = rows.getBytes(2);
      if (parts == null) return new EndedCall(expired(record), List.of(), true);
      return PayloadRow.unpack(record, parts, rows.getBytes(3));
    }
  }

  /// The record of a call whose bodies were there once.
  private static CallRecord expired(CallRecord record) {
    boolean gone = record.payloads() == PayloadsState.KEPT;
    return gone ? record.withPayloads(PayloadsState.EXPIRED) : record;
  }

  @Override
  public List<Facet> facets(String kind, int most) {
    return readers.read(connection -> names.facets(connection, kind, most));
  }

  @Override
  public SumsTable sums(SumsQuery query) {
    return readers.read(connection -> sums.read(connection, query));
  }

  @Override
  public SpoolPosition position() {
    return readers.read(SqlStore::readPosition);
  }

  @Override
  public void close() {
    readers.close();
  }
}
