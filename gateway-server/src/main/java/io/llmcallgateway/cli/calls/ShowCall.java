package io.llmcallgateway.cli.calls;

import io.llmcallgateway.api.admin.calls.CallDocuments;
import io.llmcallgateway.cli.calls.JournalOptions.Opened;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallLine;
import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `show ID`: shows a call from both sides.
@Command(
    name = "show",
    description = "Shows one call: what was asked, sent, answered, how long it took, what it cost.",
    mixinStandardHelpOptions = true)
final class ShowCall implements Callable<Integer> {
  private static final Pattern START = Pattern.compile("[0-9a-f-]{8,36}");
  private static final int MOST_SHOWN = 20;
  private static final int TIME_DIGITS = 12;

  @Mixin private JournalOptions journal = new JournalOptions();

  @Parameters(
      paramLabel = "ID",
      description = "the id, any part of it, the client's own x-request-id, or last")
  private String id = "";

  @Option(names = "--json", description = "print the record and all bodies as JSON")
  private boolean json;

  @Option(
      names = "--body",
      paramLabel = "KIND[/ATTEMPT]",
      description =
          "print one body as it went: client_request, client_answer, client_stream,"
              + " provider_request or provider_answer")
  private @Nullable String body;

  @Override
  public Integer call() {
    return journal.with(this::show);
  }

  private int show(Opened opened) throws IOException {
    var wanted = id.strip();
    var lines = lines(opened, wanted.toLowerCase(Locale.ROOT));
    if (lines.isEmpty()) lines = named(opened, wanted); // a client's own id
    if (lines.isEmpty()) {
      System.err.println("There is no call " + id + " in the journal: it may be too old.");
      return 1;
    }
    if (lines.size() > 1) {
      System.err.println("Several calls are meant by that:");
      for (var line : lines) System.err.println("  " + line);
      return 1;
    }
    var call = opened.calls().find(new CallId(lines.getFirst()));
    if (call == null) {
      System.err.println("The call was just swept out of the journal.");
      return 1;
    }
    return print(call, opened);
  }

  /// Returns the full ids that match.
  private static List<String> lines(Opened opened, String wanted) {
    if (wanted.equals("last")) {
      var page = opened.calls().list(CallQuery.newest(CallFilter.ALL).limit(1)).calls();
      return page.isEmpty() ? List.of() : List.of(page.getFirst().id());
    }
    if (!START.matcher(wanted).matches()) return named(opened, wanted);
    var digits = wanted.replace("-", "");
    long first = millis(digits, '0');
    var ids = new ArrayList<String>();
    var filter = CallFilter.ALL.between(first, millis(digits, 'f') + 1);
    var query = CallQuery.newest(filter).limit(CallQuery.MOST);
    for (CallLine line : opened.calls().list(query).calls()) {
      if (line.id().startsWith(wanted)) ids.add(line.id());
    }
    return ids.isEmpty() ? named(opened, wanted) : ids;
  }

  private static List<String> named(Opened opened, String wanted) {
    return opened.calls().named(wanted, MOST_SHOWN).stream().map(CallId::text).toList();
  }

  private static long millis(String digits, char filling) {
    var padded = digits + String.valueOf(filling).repeat(TIME_DIGITS);
    return Long.parseLong(padded.substring(0, TIME_DIGITS), 16);
  }

  private int print(EndedCall call, Opened opened) throws IOException {
    if (json) {
      var document = CallDocuments.whole(call, true, Currency.USD);
      System.out.println(Json.MAPPER.readTree(document).toPrettyString());
      return 0;
    }
    if (body == null) {
      System.out.print(CallDescription.of(call, opened.currency()));
      return 0;
    }
    for (var payload : call.payloads()) {
      if (!named(payload, body)) continue;
      payload.body().stream().transferTo(System.out);
      System.out.flush();
      return 0;
    }
    System.err.println("The call has no body " + body + ".");
    return 1;
  }

  private static boolean named(Payload payload, String name) {
    var kind = payload.kind().text();
    return name.equals(kind) || name.equals(kind + "/" + payload.attempt());
  }
}
