package io.llmcallgateway.cli.calls;

import io.llmcallgateway.cli.calls.JournalOptions.Opened;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallMatch;
import io.llmcallgateway.journal.SpoolFollower;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tail`: prints calls as they end, until interrupted.
@Command(
    name = "tail",
    description = "Prints the last calls, then each call as it ends, until interrupted.",
    mixinStandardHelpOptions = true)
final class TailCalls implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(200);

  @Mixin private JournalOptions journal = new JournalOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Override
  public Integer call() {
    return journal.with(this::follow);
  }

  private int follow(Opened opened) throws IOException {
    var query = filter.query(null, "10");
    try (var spool = new SpoolFollower(opened.dataDir(), opened.calls().position())) {
      var listed = opened.calls().list(query).calls();
      var seen = new HashSet<String>();
      for (var line : listed) seen.add(line.id());
      System.out.println(CallTable.head(opened.currency()));
      listed
          .subList(0, Math.min(listed.size(), query.limit()))
          .reversed()
          .forEach(line -> print(line, opened));
      while (!System.out.checkError()) { // until the reader has closed the pipe
        for (var call : spool.read()) {
          boolean wanted = call.listed() && CallMatch.wanted(query.filter(), call.record());
          if (wanted && !seen.remove(call.record().id().text())) {
            print(CallLine.of(call.record()), opened);
          }
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
      return 0;
    }
  }

  private static void print(CallLine line, Opened opened) {
    System.out.println(CallTable.row(line, opened.currency()));
  }
}
