package io.llmcallgateway.api.admin.sessions;

import io.llmcallgateway.api.admin.bodies.KeptCalls;
import io.llmcallgateway.api.admin.calls.CallDocuments;
import io.llmcallgateway.api.admin.calls.FilterParameters;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.journal.SessionSummary;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Serves the sessions of calls, and the calls of a session.
public final class SessionPages {
  private static final String PATH = "/admin/api/sessions";
  private static final String BELOW = PATH + "/";
  private static final int MOST_SESSIONS = 50;
  private static final int MOST_CALLS = 200;
  private static final Headers UNCACHED =
      Headers.of("x-content-type-options", "nosniff").with("cache-control", "no-store");

  private final JournalAccess journal;
  private final Currency.Source currency;
  private final InstantSource clock;
  private final ZoneId zone;

  /// @param currency the currency in which costs are shown besides US dollars
  public SessionPages(
      JournalAccess journal, Currency.Source currency, InstantSource clock, ZoneId zone) {
    this.journal = journal;
    this.currency = currency;
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

  private interface Members {
    void write(JsonGenerator out);
  }

  private static void send(HttpCall call, Members members) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = Json.MAPPER.createGenerator(bytes)) {
      out.writeStartObject();
      members.write(out);
      out.writeEndObject();
    }
    call.send(200, "application/json; charset=utf-8", bytes.toByteArray(), UNCACHED);
  }

  private static void next(JsonGenerator out, long next) {
    if (next < 0) out.writeNullProperty("next");
    else out.writeStringProperty("next", Long.toString(next));
  }

  private void list(HttpCall call) throws IOException {
    var parameters = new FilterParameters(call.parameters(), clock, zone);
    var filter = parameters.filter(List.of("before", "limit"));
    long before = parameters.number("before", 0, Long.MAX_VALUE, -1);
    int limit = (int) parameters.number("limit", 1, MOST_SESSIONS, MOST_SESSIONS);
    journal.settle();
    var page = journal.analysis().sessions(filter, before, limit);
    send(
        call,
        out -> {
          out.writeArrayPropertyStart("sessions");
          for (var session : page.sessions()) {
            out.writeStartObject();
            write(session, out);
            out.writeEndObject();
          }
          out.writeEndArray();
          next(out, page.next());
        });
  }

  private void one(HttpCall call) throws IOException {
    var id = call.rest(BELOW);
    var parameters = new FilterParameters(call.parameters(), clock, zone);
    long before = parameters.number("before", 0, Long.MAX_VALUE, -1);
    journal.settle();
    var session = journal.analysis().session(id, before, MOST_CALLS);
    if (session == null) {
      throw KeptCalls.unknown("There is no call of this session in the journal.");
    }
    var shown = currency.current();
    send(
        call,
        out -> {
          out.writeObjectPropertyStart("summary");
          write(session.summary(), out);
          out.writeEndObject();
          out.writeArrayPropertyStart("calls");
          for (var placed : SessionTracks.of(session.calls())) write(placed, shown, out);
          out.writeEndArray();
          next(out, session.next());
        });
  }

  private static void write(SessionTracks.Placed placed, Currency currency, JsonGenerator out) {
    var line = placed.call();
    out.writeStartObject();
    CallDocuments.lineMembers(line, currency, out);
    if (placed.agent() != null) out.writeStringProperty("agent", placed.agent());
    if (placed.gapMillis() >= 0) out.writeNumberProperty("gap_ms", placed.gapMillis());
    if (line.inputTokens() > 0) {
      out.writeNumberProperty("context_tokens", line.inputTokens());
      out.writeNumberProperty("cached_share", (double) line.cachedTokens() / line.inputTokens());
    }
    if (placed.compacted()) out.writeBooleanProperty("compacted", true);
    out.writeEndObject();
  }

  private static void write(SessionSummary session, JsonGenerator out) {
    out.writeStringProperty("id", session.id());
    if (session.source() != null) out.writeStringProperty("source", session.source());
    if (session.client() != null) out.writeStringProperty("client", session.client());
    if (!session.firstQuestion().isEmpty()) {
      out.writeStringProperty("first_question", session.firstQuestion());
    }
    out.writeNumberProperty("started_ms", session.startedAt());
    out.writeNumberProperty("ended_ms", session.endedAt());
    out.writeNumberProperty("calls", session.calls());
    out.writeNumberProperty("errors", session.errors());
    out.writeNumberProperty("tools", session.tools());
    out.writeNumberProperty("input_tokens", session.input());
    out.writeNumberProperty("cached_tokens", session.cached());
    out.writeNumberProperty("output_tokens", session.output());
    out.writeNumberProperty("nano_usd", session.nanos());
    out.writeStringProperty("cost_usd", Cost.dollars(session.nanos()));
    out.writeNumberProperty("unpriced", session.unpriced());
    out.writeArrayPropertyStart("models");
    session.models().forEach(out::writeString);
    out.writeEndArray();
    if (!session.whole()) out.writeBooleanProperty("exact", false);
  }
}
