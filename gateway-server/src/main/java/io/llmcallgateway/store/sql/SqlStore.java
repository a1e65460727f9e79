package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.CallBatch;
import io.llmcallgateway.journal.CallStore;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.journal.Retention;
import io.llmcallgateway.journal.SpoolPosition;
import io.llmcallgateway.model.CallId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// The writer of the journal's database. Batches are transactions; so are steps of the sweep. One
/// thread at a time.
public final class SqlStore implements CallStore {
  private final Connection connection;
  private final NameWriter names;
  private final Rollups rollups;
  private final CallWriter calls;
  private final TextIndex texts;
  private final Sweep sweep;
  private final PayloadRow packer = new PayloadRow();
  private final FileIdentity file;
  private SpoolPosition position;

  /// Opens the database in a folder, or makes it. Throws a `JournalException` that says what to do.
  ///
  /// @param zone in which hours and days begin
  public static SqlStore open(Path dataDir, ZoneId zone) {
    var connection = Database.write(dataDir);
    try {
      return new SqlStore(connection, FileIdentity.of(Database.path(dataDir)), zone);
    } catch (SQLException e) {
      throw new JournalException("The journal in " + dataDir + " cannot be read: " + e, e);
    }
  }

  /// Says by a `JournalException` what can be seen to be wrong with the database from outside,
  /// which takes no time.
  public static void check(Path dataDir) {
    Database.check(dataDir);
  }

  private SqlStore(Connection connection, FileIdentity file, ZoneId zone) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.names = new NameWriter(connection);
    this.rollups = new Rollups(connection, names, zone);
    this.texts = new TextIndex(connection);
    this.calls = new CallWriter(connection, names, texts);
    this.sweep = new Sweep(connection, names);
    this.position = readPosition(connection);
  }

  static SpoolPosition readPosition(Connection connection) throws SQLException {
    try (var find = connection.prepareStatement("SELECT value FROM meta WHERE key = 'spool'");
        var rows = find.executeQuery()) {
      if (!rows.next()) return SpoolPosition.START;
      var parts = rows.getString(1).split(":", 2);
      return new SpoolPosition(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
  }

  @Override
  public SpoolPosition position() {
    return position;
  }

  @Override
  public void add(CallBatch batch) {
    position =
        inTransaction(
            () -> {
              addAll(batch);
              rollups.flush();
              names.flush();
              var upTo = batch.position();
              try (var put =
                  connection.prepareStatement("INSERT OR REPLACE INTO meta VALUES ('spool', ?)")) {
                put.setString(1, upTo.file() + ":" + upTo.offset());
                put.executeUpdate();
              }
              return upTo;
            });
  }

  private void addAll(CallBatch batch) throws SQLException {
    var next = CompressedCall.all(batch.next(), packer);
    try {
      for (var few = next.join(); !few.isEmpty(); few = next.join()) {
        next = CompressedCall.all(batch.next(), packer);
        for (var packed : few) {
          var call = packed.call;
          if (!call.listed() || calls.add(packed)) rollups.add(call.record());
        }
      }
    } finally {
      next.handle((_, _) -> null).join(); // the packer is free again
    }
  }

  @Override
  public boolean isRemoved() {
    return !file.isThere();
  }

  @Override
  public int index(int most) {
    return inTransaction(() -> texts.index(most));
  }

  @Override
  public void forget(CallId id) {
    inTransaction(
        () -> {
          sweep.forget(id);
          return null;
        });
  }

  @Override
  public boolean sweep(Retention retention, long nowMillis) {
    return inTransaction(() -> sweep.step(retention, nowMillis));
  }

  private interface Work<T extends @Nullable Object> {
    T run() throws SQLException;
  }

  private <T extends @Nullable Object> T inTransaction(Work<T> work) {
    boolean begun = false;
    boolean done = false;
    try {
      Database.execute(connection, "BEGIN IMMEDIATE"); // see Database.write
      begun = true;
      var result = work.run();
      Database.execute(connection, "COMMIT");
      done = true;
      return result;
    } catch (SQLException e) {
      throw new JournalException("The journal's database failed: " + e.getMessage(), e);
    } finally {
      if (begun && !done) rollback();
    }
  }

  private void rollback() {
    names.rollback();
    rollups.rollback();
    try {
      Database.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      throw new JournalException("The journal's database failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      names.close();
      rollups.close();
      calls.close();
      texts.close();
      connection.close();
    } catch (SQLException e) {
      throw new JournalException("The journal's database did not close: " + e.getMessage(), e);
    }
  }
}
