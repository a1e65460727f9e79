package io.llmcallgateway.journal;

import io.llmcallgateway.model.record.EndedCall;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads the calls that are in the spool and not yet in the store, from another process.
public final class SpoolTail {
  private SpoolTail() {}

  /// The calls after `position`, oldest first.
  public static List<EndedCall> after(Path dataDir, SpoolPosition position) throws IOException {
    var calls = new ArrayList<EndedCall>();
    for (var path : Spool.files(Journal.spoolFolder(dataDir))) {
      long number = SpoolFile.number(path);
      if (number < position.file()) continue;
      long offset = number == position.file() ? position.offset() : 0;
      try (var reader = new SpoolReader(path, offset)) {
        reader.read(calls, Integer.MAX_VALUE, Long.MAX_VALUE, true);
      } catch (NoSuchFileException _) {
        // moved meanwhile: it is in the store now
      }
    }
    return calls;
  }
}
