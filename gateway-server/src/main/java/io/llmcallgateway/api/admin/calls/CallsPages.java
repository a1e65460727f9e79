package io.llmcallgateway.api.admin.calls;

import io.llmcallgateway.api.admin.bodies.BodyBytes;
import io.llmcallgateway.api.admin.bodies.KeptCalls;
import io.llmcallgateway.api.admin.calls.CallExport.Format;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.journal.CallAnalysis.Top;
import io.llmcallgateway.journal.CallPage;
import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/// Serves the journal over HTTP: lists, single calls, their bodies, exports of a page.
public final class CallsPages {
  static final String PATH = "/admin/api/calls";
  private static final String BELOW = PATH + "/";
  private static final String FORMAT = "format";
  private static final String TOP = "top";
  private static final int MOST_TOP = 200;

  private final KeptCalls kept;
  private final JournalAccess journal;
  private final ClientPaths paths;
  private final Currency.Source currency;
  private final String version;
  private final InstantSource clock;
  private final ZoneId zone;

  /// @param currency the currency in which costs are shown besides US dollars
  public CallsPages(
      JournalAccess journal,
      ClientPaths paths,
      Currency.Source currency,
      String version,
      InstantSource clock,
      ZoneId zone) {
    this.kept = new KeptCalls(journal);
    this.journal = journal;
    this.paths = paths;
    this.currency = currency;
    this.version = version;
    this.clock = clock;
    this.zone = zone;
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(
        new Route("GET", PATH, Route.Access.KEY, call -> KeptCalls.serve(call, this::list)),
        new Route(
            "GET", BELOW + "{id}", Route.Access.KEY, call -> KeptCalls.serve(call, this::one)));
  }

  private void list(HttpCall call) throws IOException, InterruptedException {
    var given = new HashMap<>(call.parameters());
    var formats = given.remove(FORMAT);
    var format = formats == null ? null : formats.getFirst();
    var top = given.remove(TOP);
    var query = CallQueries.of(given, clock, zone);
    journal.settle();
    if (top != null) {
      if (format != null && !format.equals("json")) {
        throw invalid(FORMAT, "'format' must be json where 'top' is given.");
      }
      json(call, CallDocuments.page(top(query, top.getFirst()), currency.current()));
      return;
    }
    if (format == null || format.equals("json")) {
      json(call, CallDocuments.page(journal.calls().list(query), currency.current()));
      return;
    }
    var known = Format.of(format);
    if (known == null) {
      throw invalid(FORMAT, "'format' must be json, jsonl, csv, curl, cassette or har.");
    }
    export(call, known, query);
  }

  private CallPage top(CallQuery query, String by) {
    if (query.before() >= 0)
      throw invalid("before", "'before' has no meaning where 'top' is given.");
    for (var top : Top.values()) {
      if (!top.name().toLowerCase(Locale.ROOT).equals(by)) continue;
      return journal.analysis().top(query.filter(), top, Math.min(query.limit(), MOST_TOP));
    }
    throw invalid(TOP, "'top' must be cost, total, first or out.");
  }

  /// Exports the calls of a page one at a time. An error aborts the answer.
  private void export(HttpCall call, Format format, CallQuery query)
      throws IOException, InterruptedException {
    KeptCalls.reserve(call);
    var ids =
        journal.calls().list(query).calls().stream().map(line -> new CallId(line.id())).toList();
    var out = call.stream(format.type(), BodyBytes.GUARDED);
    var export = new CallExport(format, base(call), paths, version, out);
    export.begin();
    for (var id : ids) {
      var found = journal.calls().find(id);
      if (found != null) export.add(found);
    }
    export.end();
    out.close();
  }

  private static String base(HttpCall call) {
    var host = call.header("host");
    return "http://" + (host == null ? "localhost" : host);
  }

  /// Serves a call, one of its payloads or its export: `ID`, `ID/KIND`, `ID/KIND/ATTEMPT` or
  /// `ID/FORMAT`.
  private void one(HttpCall call) throws IOException, InterruptedException {
    KeptCalls.reserve(call);
    var parts = call.rest(BELOW).split("/", -1);
    if (parts.length > 3) throw KeptCalls.unknown("There is nothing at " + call.path() + ".");
    var found = kept.find(parts[0]);
    if (parts.length == 1) {
      boolean bodies = "true".equals(call.query("bodies"));
      json(call, CallDocuments.whole(found, bodies, currency.current()));
      return;
    }
    var format = parts.length == 2 ? Format.of(parts[1]) : null;
    if (format != null) {
      var out = new ByteArrayOutputStream();
      var export = new CallExport(format, base(call), paths, version, out);
      export.begin();
      export.add(found);
      export.end();
      call.send(200, format.type(), out.toByteArray(), BodyBytes.GUARDED);
      return;
    }
    var payload = KeptCalls.payload(found, parts[1], parts.length == 3 ? parts[2] : null);
    if (payload == null)
      throw KeptCalls.unknown("The call has no such body: " + call.rest(BELOW) + ".");
    BodyBytes.send(call, payload);
  }

  private static void json(HttpCall call, byte[] document) throws IOException {
    call.send(200, "application/json; charset=utf-8", document, BodyBytes.GUARDED);
  }

  private static GatewayException invalid(String param, String message) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message).withParam(param));
  }
}
