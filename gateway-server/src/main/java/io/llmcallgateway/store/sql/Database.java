package io.llmcallgateway.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.files.PrivateFiles;
import io.llmcallgateway.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;

/// Opens the journal's database file and makes connections to it.
final class Database {
  static final String NAME = "journal.db";

  /// The schema that this version knows: the number of the last V*.sql.
  private static final int VERSION = 6;

  /// The first that was in a release; what was before is not brought up to date.
  private static final int OLDEST = 6;

  /// The size of a page, which has room for the bodies of some calls: with pages of 4 KB, which
  /// they overflow, storing took 15 % more CPU time and 12 % more room.
  private static final int PAGE_BYTES = 16_384;

  private static final int HEAD = 100;
  private static final int VERSION_AT = 60;
  private static final String MAGIC = "SQLite format 3";

  private Database() {}

  static Path path(Path dataDir) {
    return dataDir.resolve(NAME);
  }

  /// For the one writer: makes the file, or brings it up to date. Transactions are begun by SQL,
  /// with the lock to write: one that reads first and then writes fails at once where somebody else
  /// has written meanwhile, and the driver's own begin anew as soon as one has ended.
  static Connection write(Path dataDir) {
    var path = path(dataDir);
    try {
      PrivateFiles.createFolders(dataDir);
      makePrivate(path);
      var connection = connect(path);
      try {
        prepare(connection, path);
        return connection;
      } catch (SQLException | IOException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw broken(path, e);
    }
  }

  /// SQLite gives the files beside it the same rights.
  private static void makePrivate(Path path) throws IOException {
    if (Files.exists(path)) {
      // Not opened: closing it would take SQLite's own locks in this process away.
      PrivateFiles.restrict(path);
      for (var beside : new String[] {"-wal", "-shm"}) {
        PrivateFiles.restrict(path.resolveSibling(NAME + beside));
      }
      return;
    }
    PrivateFiles.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
  }

  private static void prepare(Connection connection, Path path) throws SQLException, IOException {
    int version = version(connection);
    if (version == 0) {
      execute(connection, "PRAGMA page_size = " + PAGE_BYTES);
      execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
    }
    execute(connection, "PRAGMA journal_mode = WAL");
    execute(connection, "PRAGMA synchronous = NORMAL");
    execute(connection, "PRAGMA cache_size = -65536");
    execute(connection, "PRAGMA wal_autocheckpoint = 2000");
    execute(connection, "PRAGMA journal_size_limit = 67108864");
    requireKnown(version, path);
    connection.setAutoCommit(false);
    for (int next = Math.max(version + 1, OLDEST); next <= VERSION; next++) {
      for (var statement : script(next).split(";\n", -1)) {
        if (!statement.isBlank()) execute(connection, statement);
      }
      execute(connection, "PRAGMA user_version = " + next);
    }
    connection.commit();
    connection.setAutoCommit(true);
    // Else each statement first tries to begin a transaction, in vain: a twentieth of the writer's
    // time.
    connection.unwrap(SQLiteConnection.class).getConnectionConfig().setAutoCommit(false);
  }

  private static String script(int version) throws IOException {
    try (var stream = Database.class.getResourceAsStream("/db/sqlite/V" + version + ".sql")) {
      if (stream == null) throw new IOException("the jar lacks the schema V" + version);
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  /// Looks at the head of the file alone. https://sqlite.org/fileformat2.html#the_database_header
  static void check(Path dataDir) {
    var path = path(dataDir);
    if (!Files.isRegularFile(path)) return;
    try (var file = Files.newInputStream(path)) {
      var head = file.readNBytes(HEAD);
      if (head.length == 0) return;
      boolean known =
          head.length == HEAD && new String(head, 0, MAGIC.length(), UTF_8).equals(MAGIC);
      if (!known) throw broken(path, new IOException("it is no SQLite database"));
      requireKnown(ByteBuffer.wrap(head).getInt(VERSION_AT), path);
    } catch (IOException e) {
      throw broken(path, e);
    }
  }

  /// True if there is something to read. A gateway that was killed as it started leaves a file
  /// without tables, or one whose tables are only in SQLite's own log beside it.
  static boolean exists(Path dataDir) {
    var path = path(dataDir);
    if (!Files.isRegularFile(path)) return false;
    try (var connection = connect(path)) {
      return version(connection) != 0;
    } catch (SQLException e) {
      throw broken(path, e);
    }
  }

  /// For readers, in this process or another.
  static Connection read(Path dataDir) {
    var path = path(dataDir);
    if (!Files.isRegularFile(path)) {
      throw new JournalException(
          "There is no journal in " + dataDir + ": no gateway has run with it as DATA_DIR yet.");
    }
    try {
      var connection = connect(path);
      try {
        int version = version(connection);
        if (version == 0) throw new JournalException(path + " holds no journal yet.");
        requireKnown(version, path);
        execute(connection, "PRAGMA query_only = 1");
        execute(connection, "PRAGMA cache_size = -16384");
        execute(connection, "PRAGMA mmap_size = 1073741824");
        return connection;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw broken(path, e);
    }
  }

  /// For one who changes what is there, beside the writer: each statement by itself, or in a
  /// transaction of its own.
  static Connection amend(Path dataDir) {
    var connection = read(dataDir);
    try {
      execute(connection, "PRAGMA query_only = 0");
      execute(connection, "PRAGMA synchronous = NORMAL");
      return connection;
    } catch (SQLException e) {
      throw broken(path(dataDir), e);
    }
  }

  private static Connection connect(Path path) throws SQLException {
    var folder = path.toAbsolutePath().getParent();
    try {
      if (folder != null) NativeParts.load(folder);
    } catch (IOException e) {
      throw new SQLException(e.getMessage(), e);
    }
    var properties = new Properties();
    properties.setProperty("busy_timeout", "10000");
    properties.setProperty("jdbc.get_generated_keys", "false"); // else each insert asks for its key
    return JDBC.createConnection("jdbc:sqlite:" + path.toAbsolutePath(), properties);
  }

  private static int version(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("PRAGMA user_version")) {
      return rows.getInt(1);
    }
  }

  private static void requireKnown(int version, Path path) {
    if (version > 0 && version < OLDEST) {
      throw new JournalException(
          path
              + " was written by the gateway before its first release and cannot be read: move it"
              + " away to start with an empty journal.");
    }
    if (version <= VERSION) return;
    throw new JournalException(
        path
            + " was written by a newer version of the gateway (schema "
            + version
            + ", this one knows "
            + VERSION
            + "): run that version, or give this one another DATA_DIR.");
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static JournalException broken(Path path, Exception cause) {
    return new JournalException(
        "The journal "
            + path
            + " cannot be opened ("
            + cause.getMessage()
            + "): move it away to start with an empty one, or restore it from a backup.",
        cause);
  }
}
