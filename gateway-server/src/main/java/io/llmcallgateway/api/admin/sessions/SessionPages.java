package io.llmcallgateway.api.admin.sessions;

import io.llmcallgateway.api.admin.bodies.CacheDiagnoses;
import io.llmcallgateway.api.admin.bodies.KeptCalls;
import io.llmcallgateway.api.admin.calls.CallDocuments;
import io.llmcallgateway.api.admin.calls.FilterParameters;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.journal.CallLine;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Serves the sessions of calls, and the calls of a session.
public final class SessionPages {
  private static final String PATH = "/admin/api/sessions";
  private static final String BELOW = PATH + "/";
  private static final int MOST_SESSIONS = 50;
  private static final int MOST_CALLS = 200;

  /// Fewer tokens are not looked into: vendors cache in blocks, and few cache less.
  private static final long LEAST_UNREAD = 1_024;

  private static final Headers UNCACHED =
      Headers.of("x-content-type-options", "nosniff").with("cache-control", "no-store");

  private final JournalAccess journal;
  private final CacheDiagnoses diagnoses;
  private final Currency.Source currency;
  private final InstantSource clock;
  private final ZoneId zone;

  /// @param currency the currency in which costs are shown besides US dollars
  public SessionPages(
      JournalAccess journal,
      CacheDiagnoses diagnoses,
      Currency.Source currency,
      InstantSource clock,
      ZoneId zone) {
    this.journal = journal;
    this.diagnoses = diagnoses;
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

  private void one(HttpCall call) throws IOException, InterruptedException {
    var id = call.rest(BELOW);
    var parameters = new FilterParameters(call.parameters(), clock, zone);
    long before = parameters.number("before", 0, Long.MAX_VALUE, -1);
    boolean losses = "true".equals(parameters.word("lost", List.of("true", "false")));
    if (losses) KeptCalls.reserve(call);
    journal.settle();
    var session = journal.analysis().session(id, before, MOST_CALLS);
    if (session == null) {
      throw KeptCalls.unknown("There is no call of this session in the journal.");
    }
    var shown = currency.current();
    var placed = SessionTracks.of(session.steps());
    var places = new HashMap<Long, SessionTracks.Placed>();
    for (var each : placed) places.put(each.call().cursor(), each);
    var lost = losses ? diagnoses.lost(suspects(placed)) : null;
    send(
        call,
        out -> {
          out.writeObjectPropertyStart("summary");
          write(session.summary(), out);
          if (lost != null) write(lost, session.summary().whole(), out);
          out.writeEndObject();
          out.writeArrayPropertyStart("calls");
          for (var line : session.calls()) write(line, places.get(line.cursor()), shown, out);
          out.writeEndArray();
          next(out, session.next());
        });
  }

  /// The calls whose prompt may have lost something to a miss of the cache, the greatest first.
  private static List<String> suspects(List<SessionTracks.Placed> placed) {
    return placed.stream()
        .filter(each -> each.unread() >= LEAST_UNREAD)
        .sorted(Comparator.comparingLong(SessionTracks.Placed::unread).reversed())
        .map(each -> each.call().id())
        .toList();
  }

  private static void write(CacheDiagnoses.Lost lost, boolean whole, JsonGenerator out) {
    out.writeNumberProperty("lost_tokens", lost.tokens());
    out.writeNumberProperty("lost_nano_usd", lost.nanos());
    if (!lost.exact() || !whole) out.writeBooleanProperty("lost_exact", false);
  }

  /// @param placed null where the call is older than those whose places are told
  private static void write(
      CallLine line, SessionTracks.@Nullable Placed placed, Currency currency, JsonGenerator out) {
    out.writeStartObject();
    CallDocuments.lineMembers(line, currency, out);
    if (placed != null && placed.agent() != null) {
      out.writeStringProperty("agent", placed.agent());
    }
    if (placed != null && placed.gapMillis() >= 0) {
      out.writeNumberProperty("gap_ms", placed.gapMillis());
    }
    if (line.inputTokens() > 0) {
      out.writeNumberProperty("context_tokens", line.inputTokens());
      out.writeNumberProperty("cached_share", (double) line.cachedTokens() / line.inputTokens());
    }
    if (placed != null && placed.compacted()) out.writeBooleanProperty("compacted", true);
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
