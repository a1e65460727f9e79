package io.llmcallgateway.bench;

import io.llmcallgateway.journal.CallBatch;
import io.llmcallgateway.journal.SpoolPosition;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.store.sql.SqlStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Fills the data folder of a gateway with made calls that end now. It also runs from its source on
/// the class path of the built gateway, which saves the tests of the console a second build.
final class MadeJournal {
  private static final int BATCH = 2_000; // as the journal's own thread has it

  private MadeJournal() {}

  static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      System.err.println("usage: bench/run --generate CALLS FOLDER");
      System.exit(2);
    }
    int calls = Integer.parseInt(arguments[0]);
    fill(Path.of(arguments[1]), new MadeCalls(calls, Instant.now()));
    System.out.printf("%,d calls in %s%n", calls, arguments[1]);
  }

  static void fill(Path folder, MadeCalls made) throws IOException {
    Files.createDirectories(folder);
    try (var store = SqlStore.open(folder, ZoneId.systemDefault())) {
      for (int number = 1; made.hasNext(); number++) {
        store.add(CallBatch.of(batch(made), new SpoolPosition(1, number)));
      }
      while (store.index(BATCH) > 0) {}
    }
  }

  private static List<EndedCall> batch(MadeCalls made) {
    var batch = new ArrayList<EndedCall>(BATCH);
    while (made.hasNext() && batch.size() < BATCH) batch.add(made.next());
    return batch;
  }
}
