package io.llmcallgateway.cli.calls;

import io.llmcallgateway.cli.calls.JournalOptions.Opened;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Currency;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Formats calls as lines of a table. Ids have their short form, as in the log, which `show`
/// accepts.
final class CallTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final String[] HEAD = {
    "TIME", "ID", "MODEL", "STATUS", "TOKENS", "COST USD", "FIRST", "TOTAL", "QUESTION"
  };
  private static final int[] WIDTHS = {14, 8, 28, 20, 13, 12, 7, 7};
  private static final int COST = 5;
  private static final int QUESTION = 48;

  private CallTable() {}

  /// Prints the calls that a query finds, with the next page if one ended early.
  static int print(Opened opened, CallQuery query) {
    var lines = new ArrayList<CallLine>();
    var page = opened.calls().list(query);
    lines.addAll(page.calls());
    while (lines.size() < query.limit() && page.next() >= 0) {
      page = opened.calls().list(query.after(page.next()));
      lines.addAll(page.calls());
    }
    if (lines.isEmpty()) {
      System.err.println("No call is like that.");
      return 0;
    }
    System.out.println(head(opened.currency()));
    for (var line : lines.subList(0, Math.min(lines.size(), query.limit()))) {
      System.out.println(row(line, opened.currency()));
    }
    return 0;
  }

  static String head(Currency currency) {
    var cells = new ArrayList<>(List.of(HEAD));
    if (currency.other()) cells.set(COST, "COST " + currency.code());
    return row(cells);
  }

  static String row(CallLine line, Currency currency) {
    return row(
        List.of(
            TIME.format(Instant.ofEpochMilli(line.startedAt())),
            new CallId(line.id()).shortId(),
            model(line),
            status(line),
            line.inputTokens() + line.outputTokens() == 0
                ? "-"
                : line.inputTokens() + "→" + line.outputTokens() + (line.estimated() ? "~" : ""),
            cost(line, currency),
            DurationText.of(line.firstToken()),
            DurationText.of(line.micros()),
            TextColumns.cut(TextColumns.oneLine(line.question()), QUESTION)));
  }

  private static String model(CallLine line) {
    var provider = line.provider();
    boolean told = provider == null || line.model().startsWith(provider + "/");
    return TextColumns.oneLine(told ? line.model() : line.model() + " @" + provider);
  }

  private static String status(CallLine line) {
    if (line.code() != null) return line.status() + " " + line.code();
    return line.state().equals("success") ? String.valueOf(line.status()) : line.state();
  }

  private static String cost(CallLine line, Currency currency) {
    if (line.cost().equals(Cost.State.PRICED.text())) {
      return currency.amount(line.nanos()) + (line.costDiffers() ? "≠" : "");
    }
    return line.cost().equals(Cost.State.UNKNOWN.text()) ? "unknown" : "-";
  }

  private static String row(List<String> cells) {
    var row = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      if (i < WIDTHS.length) row.append(TextColumns.pad(cells.get(i), WIDTHS[i])).append("  ");
      else row.append(cells.get(i));
    }
    return row.toString().stripTrailing();
  }
}
