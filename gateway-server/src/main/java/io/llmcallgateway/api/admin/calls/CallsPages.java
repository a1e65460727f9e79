package io.llmcallgateway.api.admin.calls;

import io.llmcallgateway.api.admin.calls.CallExport.Format;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Serves the journal over HTTP: lists, single calls, their bodies, exports of a page, facets.
public final class CallsPages {
  static final String PATH = "/admin/api/calls";
  private static final String BELOW = PATH + "/";
  private static final String FORMAT = "format";
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final Pattern FACET =
      Pattern.compile("model|provider|key|code|dialect|tag|tag:.{1,64}");
  private static final int FACETS = 100;

  /// The memory that one call may need while it is written: its bodies compressed, plain and
  /// encoded.
  private static final long MOST_OF_A_CALL = 48L << 20;

  private static final Headers GUARDED =
      Headers.of("x-content-type-options", "nosniff")
          .with("content-security-policy", "sandbox; default-src 'none'")
          .with("cache-control", "no-store");

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
        new Route("GET", PATH, Route.Access.KEY, call -> serve(call, this::list)),
        new Route("GET", BELOW + "{id}", Route.Access.KEY, call -> serve(call, this::one)),
        new Route("GET", "/admin/api/facets", Route.Access.KEY, call -> serve(call, this::facets)));
  }

  private interface Page {
    void serve(HttpCall call) throws IOException, InterruptedException;
  }

  /// Serves a page. Turns a failure of the journal into an error answer with its reason.
  private static void serve(HttpCall call, Page page) throws IOException, InterruptedException {
    try {
      page.serve(call);
    } catch (JournalException e) {
      throw new GatewayException(
          Failure.of(Failure.Kind.OVERLOADED, String.valueOf(e.getMessage())));
    }
  }

  private void list(HttpCall call) throws IOException, InterruptedException {
    var given = new HashMap<>(call.queries());
    var format = given.remove(FORMAT);
    var query = CallQueries.of(given, clock, zone);
    journal.settle();
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

  /// Exports the calls of a page one at a time. An error aborts the answer.
  private void export(HttpCall call, Format format, CallQuery query)
      throws IOException, InterruptedException {
    reserve(call);
    var ids =
        journal.calls().list(query).calls().stream().map(line -> new CallId(line.id())).toList();
    var out = call.stream(format.type(), GUARDED);
    var export = new CallExport(format, base(call), paths, version, out);
    export.begin();
    for (var id : ids) {
      var found = journal.calls().find(id);
      if (found != null) export.add(found);
    }
    export.end();
    out.close();
  }

  /// Reserves the memory that one call may need while it is written, since its size is known only
  /// then.
  private static void reserve(HttpCall call) throws InterruptedException {
    var held = call.held();
    held.need(Math.min(MOST_OF_A_CALL, held.limit() / 3));
  }

  private static String base(HttpCall call) {
    var host = call.header("host");
    return "http://" + (host == null ? "localhost" : host);
  }

  /// Serves a call, one of its payloads or its export: `ID`, `ID/KIND`, `ID/KIND/ATTEMPT` or
  /// `ID/FORMAT`.
  private void one(HttpCall call) throws IOException, InterruptedException {
    reserve(call);
    var parts = call.rest(BELOW).split("/", -1);
    var found = parts.length > 3 ? null : find(parts[0]);
    if (found == null) {
      throw unknown("There is no call " + parts[0] + " in the journal: it may be too old.");
    }
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
      call.send(200, format.type(), out.toByteArray(), GUARDED);
      return;
    }
    var payload = payload(found, parts[1], parts.length == 3 ? parts[2] : null);
    if (payload == null) throw unknown("The call has no such body: " + call.rest(BELOW) + ".");
    call.send(200, shownType(payload), payload.body().toByteArray(), GUARDED);
  }

  private @Nullable EndedCall find(String id) {
    var lower = id.toLowerCase(Locale.ROOT);
    if (!ID.matcher(lower).matches()) return null;
    var found = journal.calls().find(new CallId(lower));
    if (found != null) return found;
    journal.settle(); // the call may just have ended
    return journal.calls().find(new CallId(lower));
  }

  private static @Nullable Payload payload(EndedCall call, String kind, @Nullable String attempt) {
    for (var payload : call.payloads()) {
      boolean same = payload.kind().text().equals(kind);
      if (same && (attempt == null || attempt.equals(String.valueOf(payload.attempt())))) {
        return payload;
      }
    }
    return null;
  }

  /// Returns a content type that browsers do not execute, since a payload may be a page of a
  /// provider.
  private static String shownType(Payload payload) {
    var type = payload.type() == null ? "" : payload.type().toLowerCase(Locale.ROOT);
    if (type.startsWith("application/json")) return "application/json; charset=utf-8";
    return CallDocuments.text(payload) == null
        ? "application/octet-stream"
        : "text/plain; charset=utf-8";
  }

  private void facets(HttpCall call) throws IOException {
    var kind = call.query("kind");
    if (kind == null || !FACET.matcher(kind).matches()) {
      throw invalid("kind", "'kind' must be model, provider, key, code, dialect, tag or tag:NAME.");
    }
    journal.settle();
    var document = Json.MAPPER.createObjectNode();
    var values = document.putArray("values");
    for (var facet : journal.calls().facets(kind, FACETS)) {
      values.addObject().put("value", facet.value()).put("calls", facet.calls());
    }
    json(call, Json.MAPPER.writeValueAsBytes(document));
  }

  private static void json(HttpCall call, byte[] document) throws IOException {
    call.send(200, "application/json; charset=utf-8", document, GUARDED);
  }

  private static GatewayException invalid(String param, String message) {
    return new GatewayException(Failure.of(Failure.Kind.INVALID_REQUEST, message).withParam(param));
  }

  private static GatewayException unknown(String message) {
    return new GatewayException(Failure.of(Failure.Kind.UNKNOWN_PATH, message));
  }
}
