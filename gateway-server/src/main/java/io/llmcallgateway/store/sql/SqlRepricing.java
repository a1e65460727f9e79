package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.journal.Repricing;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.record.CallRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Reprices calls in the journal's database. What has changed is found by reading; the changes are
/// short transactions with pauses between them, so that the gateway's writer gets its turn.
public final class SqlRepricing implements Repricing {
  private static final int BATCH = 200;
  private static final long PAUSE_NANOS = 5_000_000;

  private final NameReader names = new NameReader();
  private final PayloadRow packer = new PayloadRow();
  private final Connection connection;

  /// Throws a `JournalException` where there is no journal, or one that cannot be written.
  public static SqlRepricing open(Path dataDir) {
    return new SqlRepricing(Database.amend(dataDir));
  }

  private SqlRepricing(Connection connection) {
    this.connection = connection;
  }

  /// Calls with a cost that is not what it was.
  private static final class Tally {
    long looked;
    long changed;
    long before;
    long after;
    long unknownBefore;
    long unknownAfter;

    void add(Cost old, Cost cost) {
      changed++;
      before += old.nanos();
      after += cost.nanos();
      if (old.state() == Cost.State.UNKNOWN) unknownBefore++;
      if (cost.state() == Cost.State.UNKNOWN) unknownAfter++;
    }

    Outcome outcome() {
      return new Outcome(looked, changed, before, after, unknownBefore, unknownAfter);
    }
  }

  /// A call that was found, where it stands.
  private record Found(long seq, CallRecord record) {}

  @Override
  public Outcome reprice(Scope scope, Pricing pricing, boolean dry) {
    var tally = new Tally();
    try (var shift = new RollupShift(connection, names);
        var again = connection.prepareStatement("SELECT json FROM call_detail WHERE seq = ?");
        var call =
            connection.prepareStatement(
                "UPDATE call SET cost = ?, nanos = ?, used = ? WHERE seq = ?");
        var detail = connection.prepareStatement("UPDATE call_detail SET json = ? WHERE seq = ?")) {
      var work = new Work(shift, again, call, detail, pricing);
      long after = RowNumber.at(scope.from()) - 1;
      while (true) {
        var batch = read(scope, after);
        if (batch.isEmpty()) return tally.outcome();
        after = batch.getLast().seq();
        var changed = changed(batch, pricing, tally);
        if (changed.isEmpty()) continue;
        if (dry) {
          for (var each : changed) {
            tally.add(each.record().cost(), pricing.cost(each.record()));
          }
          continue;
        }
        apply(changed, work, tally);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (SQLException e) {
      throw new JournalException("The journal could not be repriced: " + e.getMessage(), e);
    }
  }

  private record Work(
      RollupShift shift,
      PreparedStatement again,
      PreparedStatement call,
      PreparedStatement detail,
      Pricing pricing) {}

  private List<Found> read(Scope scope, long after) throws SQLException {
    var sql =
        new StringBuilder(
            "SELECT c.seq, d.json FROM call c JOIN call_detail d ON d.seq = c.seq WHERE c.seq > ?");
    var parameters = new ArrayList<Long>();
    parameters.add(after);
    if (scope.to() >= 0) {
      sql.append(" AND c.seq < ?");
      parameters.add(RowNumber.at(scope.to()));
    }
    if (scope.model() != null) {
      long id = names.find(connection, "model", scope.model()).id();
      sql.append(" AND (c.model = ? OR c.sent = ?)");
      parameters.add(id);
      parameters.add(id);
    }
    if (scope.provider() != null) {
      sql.append(" AND c.provider = ?");
      parameters.add(names.find(connection, "provider", scope.provider()).id());
    }
    sql.append(" ORDER BY c.seq LIMIT " + BATCH);
    var found = new ArrayList<Found>(BATCH);
    try (var select = connection.prepareStatement(sql.toString())) {
      for (int i = 0; i < parameters.size(); i++) select.setLong(i + 1, parameters.get(i));
      try (var rows = select.executeQuery()) {
        while (rows.next()) found.add(new Found(rows.getLong(1), record(rows.getBytes(2))));
      }
    }
    return found;
  }

  private static CallRecord record(byte[] json) {
    return StoredRecordReader.read(json);
  }

  private static List<Found> changed(List<Found> batch, Pricing pricing, Tally tally) {
    var changed = new ArrayList<Found>();
    for (var each : batch) {
      if (each.record().usage() == null) continue;
      tally.looked++;
      if (!pricing.cost(each.record()).equals(each.record().cost())) changed.add(each);
    }
    return changed;
  }

  private void apply(List<Found> changed, Work work, Tally tally) throws SQLException {
    Database.execute(connection, "BEGIN IMMEDIATE");
    boolean done = false;
    try {
      for (var each : changed) {
        var now = again(work.again(), each.seq()); // it may be gone, or repriced by another
        if (now == null) continue;
        var cost = work.pricing().cost(now);
        if (cost.equals(now.cost())) continue;
        write(each.seq(), now, cost, work);
        tally.add(now.cost(), cost);
      }
      work.shift().flush();
      Database.execute(connection, "COMMIT");
      done = true;
    } finally {
      if (!done) {
        work.shift().forget();
        Database.execute(connection, "ROLLBACK");
      }
    }
  }

  private static @Nullable CallRecord again(PreparedStatement again, long seq) throws SQLException {
    again.setLong(1, seq);
    try (var rows = again.executeQuery()) {
      return rows.next() ? record(rows.getBytes(1)) : null;
    }
  }

  private void write(long seq, CallRecord old, Cost cost, Work work) throws SQLException {
    var repriced = old.priced(old.usage(), old.estimated(), cost);
    work.call().setInt(1, EnumCodes.cost(repriced));
    work.call().setLong(2, cost.nanos());
    work.call().setBytes(3, RowSums.used(repriced));
    work.call().setLong(4, seq);
    work.call().executeUpdate();
    work.detail().setBytes(1, packer.compressed(StoredRecordWriter.write(repriced)));
    work.detail().setLong(2, seq);
    work.detail().executeUpdate();
    work.shift().add(old, cost);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new JournalException("The journal did not close: " + e.getMessage(), e);
    }
  }
}
