package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.EndedCall;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the spool as it grows, from outside the gateway's process: each call once, in the order in
/// which calls end. One thread.
public final class SpoolFollower implements AutoCloseable {
  private final Path folder;
  private SpoolPosition next;
  private @Nullable SpoolReader reader;

  /// @param from the first call that is wanted
  public SpoolFollower(Path dataDir, SpoolPosition from) {
    this.folder = Journal.spoolFolder(dataDir);
    this.next = from;
  }

  /// Returns the calls that have been written since the last time.
  public List<EndedCall> read() throws IOException {
    var calls = new ArrayList<EndedCall>();
    while (true) {
      var following = following(next.file());
      var open = open();
      if (open != null) open.read(calls, Integer.MAX_VALUE, Long.MAX_VALUE, following != null);
      if (following == null) return calls;
      close();
      next = new SpoolPosition(SpoolFile.number(following), 0);
    }
  }

  /// The file after one: no more is written to that one then, but for what is under way.
  private @Nullable Path following(long number) throws IOException {
    for (var path : Spool.files(folder)) if (SpoolFile.number(path) > number) return path;
    return null;
  }

  private @Nullable SpoolReader open() throws IOException {
    if (reader != null) return reader;
    for (var path : Spool.files(folder)) {
      if (SpoolFile.number(path) != next.file()) continue;
      try {
        reader = new SpoolReader(path, next.offset());
        return reader;
      } catch (NoSuchFileException _) {
        return null; // moved whole meanwhile
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) reader.close();
    reader = null;
  }
}
