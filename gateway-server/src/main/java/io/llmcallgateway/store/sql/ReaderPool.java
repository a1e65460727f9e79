package io.llmcallgateway.store.sql;

import io.llmcallgateway.journal.JournalException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// A few platform threads with a connection each: a query on a virtual thread would stop all
/// others. Thread-safe.
final class ReaderPool implements AutoCloseable {
  private static final int MOST = 3;

  private final Path dataDir;
  private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          MOST, Thread.ofPlatform().daemon().name("journal-reader-", 0).factory());

  interface Query<T extends @Nullable Object> {
    T run(Connection connection) throws SQLException;
  }

  /// Throws a `JournalException` where there is no database to read.
  ReaderPool(Path dataDir) {
    this.dataDir = dataDir;
    idle.add(Database.read(dataDir));
  }

  <T extends @Nullable Object> T read(Query<T> query) {
    try {
      return threads.submit(() -> run(query)).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof JournalException told) throw told;
      var cause = e.getCause() == null ? e : e.getCause();
      throw new JournalException("The journal cannot be read: " + cause.getMessage(), e);
    } catch (RejectedExecutionException e) {
      throw new JournalException("The journal is closed.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JournalException("The journal was not read: the gateway is stopping.", e);
    }
  }

  private <T extends @Nullable Object> T run(Query<T> query) throws SQLException {
    var connection = idle.poll();
    if (connection == null) connection = Database.read(dataDir);
    boolean sound = false;
    try {
      var result = query.run(connection);
      sound = true;
      return result;
    } finally {
      if (sound) idle.add(connection);
      else connection.close();
    }
  }

  @Override
  public void close() {
    threads.close();
    for (var connection = idle.poll(); connection != null; connection = idle.poll()) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new JournalException("The journal did not close: " + e.getMessage(), e);
      }
    }
  }
}
