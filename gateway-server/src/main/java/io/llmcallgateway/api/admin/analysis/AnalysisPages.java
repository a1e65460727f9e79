package io.llmcallgateway.api.admin.analysis;

import io.llmcallgateway.api.admin.bodies.KeptCalls;
import io.llmcallgateway.api.admin.calls.FilterParameters;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.journal.CallAnalysis.FilteredSums;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallReader.Facet;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.journal.SumsQuery.Step;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Serves charts, counts of facets' values and sums of the calls of a filter.
public final class AnalysisPages {
  private static final String PATH = "/admin/api/";
  private static final int FACETS = 100;
  private static final int FACETS_EACH = 20;
  private static final int MOST_KINDS = 16;
  private static final int USUAL_STRETCHES = 60;
  private static final int MOST_STRETCHES = 240;
  private static final int MOST_GROUPS = 1_000;
  private static final int MOST_SERIES = 20;
  private static final int MOST_POINTS = 800;
  private static final Duration LOOKING = Duration.ofMillis(70);
  private static final String TAG = "tag:";
  private static final Pattern FACET =
      Pattern.compile("model|provider|key|code|dialect|tag|tag:.{1,64}");
  private static final Set<String> KINDS =
      Set.of(
          "model",
          "provider",
          "state",
          "status",
          "code",
          "key",
          "dialect",
          "stream",
          "cost",
          "cache",
          "user",
          "origin",
          "tag");
  private static final Set<String> GROUPS =
      Set.of("model", "provider", "key", "user", "session", "code", "none");
  private static final Headers UNCACHED =
      Headers.of("x-content-type-options", "nosniff").with("cache-control", "no-store");

  private final JournalAccess journal;
  private final InstantSource clock;
  private final ZoneId zone;

  public AnalysisPages(JournalAccess journal, InstantSource clock, ZoneId zone) {
    this.journal = journal;
    this.clock = clock;
    this.zone = zone;
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(
        route("histogram", this::chart), route("facets", this::facets), route("sums", this::sums));
  }

  private interface Page {
    void write(HttpCall call, ObjectNode out);
  }

  private static Route route(String name, Page page) {
    return new Route(
        "GET",
        PATH + name,
        Route.Access.KEY,
        call -> KeptCalls.serve(call, served -> send(served, page)));
  }

  private static void send(HttpCall call, Page page) throws IOException {
    var document = Json.MAPPER.createObjectNode();
    page.write(call, document);
    var bytes = Json.MAPPER.writeValueAsBytes(document);
    call.send(200, "application/json; charset=utf-8", bytes, UNCACHED);
  }

  private FilterParameters parameters(HttpCall call) {
    return new FilterParameters(call.parameters(), clock, zone);
  }

  private void chart(HttpCall call, ObjectNode out) {
    var parameters = parameters(call);
    var filter = parameters.filter(List.of("buckets"));
    int most = (int) parameters.number("buckets", 2, MOST_STRETCHES, USUAL_STRETCHES);
    journal.settle();
    var chart = journal.analysis().chart(filter, most);
    ChartDocument.write(out, chart);
    exactness(out, chart.lookedUntil());
  }

  private static void exactness(ObjectNode out, long lookedUntil) {
    out.put("exact", lookedUntil < 0);
    if (lookedUntil >= 0) out.put("looked_until", Instant.ofEpochMilli(lookedUntil).toString());
  }

  private void facets(HttpCall call, ObjectNode out) {
    var parameters = parameters(call);
    var kinds = parameters.text("kinds");
    if (kinds == null) {
      values(call, out);
      return;
    }
    var filter = parameters.filter(List.of("kinds"));
    var wanted = List.of(kinds.split(",", -1));
    if (wanted.size() > MOST_KINDS || !wanted.stream().allMatch(AnalysisPages::isKind)) {
      throw FilterParameters.problem(
          "kinds", "must be some of " + String.join(", ", KINDS) + " and tag:NAME");
    }
    journal.settle();
    var facets = out.putArray("facets");
    for (var counts : journal.analysis().facets(filter, wanted, FACETS_EACH)) {
      var facet = facets.addObject();
      facet.put("kind", counts.kind());
      write(facet.putArray("values"), counts.values());
      facet.put("more", counts.more());
      facet.put("exact", counts.exact());
    }
  }

  private static boolean isKind(String kind) {
    return KINDS.contains(kind) || isTag(kind);
  }

  private static boolean isTag(String kind) {
    return kind.startsWith(TAG) && FACET.matcher(kind).matches();
  }

  /// Serves the values of one facet in all calls that are kept.
  private void values(HttpCall call, ObjectNode out) {
    var kind = call.query("kind");
    if (kind == null || !FACET.matcher(kind).matches()) {
      throw FilterParameters.problem(
          "kind", "must be model, provider, key, code, dialect, tag or tag:NAME");
    }
    journal.settle();
    write(out.putArray("values"), journal.calls().facets(kind, FACETS));
  }

  private static void write(ArrayNode out, List<Facet> values) {
    for (var facet : values) {
      out.addObject().put("value", facet.value()).put("calls", facet.calls());
    }
  }

  private void sums(HttpCall call, ObjectNode out) {
    var parameters = parameters(call);
    var asked = parameters.filter(List.of("by", "against", "step", "buckets"));
    long to = asked.to() < 0 ? clock.millis() + 1 : asked.to();
    var filter = asked.between(asked.from(), to);
    var groupBy = groupBy(parameters);
    boolean against = parameters.word("against", List.of("before")) != null;
    var step = step(parameters, filter);
    boolean buckets = "true".equals(parameters.word("buckets", List.of("true", "false")));
    if (against && filter.from() < 0) {
      throw FilterParameters.problem("from", "must be given where sums are compared");
    }
    boolean tagged = groupBy != null && groupBy.startsWith(TAG);
    int walks = (tagged ? 2 : 1) * (against ? 2 : 1) + (step == null ? 0 : 1);
    var looking = LOOKING.dividedBy(walks);
    journal.settle();
    var now = sums(filter, groupBy, looking);
    var total = tagged ? sums(filter, null, looking) : null;
    var past = filter.between(filter.from() - (to - filter.from()), filter.from());
    var before = against ? sums(past, groupBy, looking) : null;
    var totalBefore = against && tagged ? sums(past, null, looking) : null;
    if (filter.from() >= 0) out.put("from_ms", filter.from());
    out.put("to_ms", to);
    new SumsDocument(buckets).write(out, groupBy != null, now, total, before, totalBefore);
    long lookedUntil = now.lookedUntil();
    if (step != null) {
      var series = journal.analysis().sums(filter, groupBy, step, MOST_SERIES, looking);
      SumsDocument.writeSeries(out, series);
      lookedUntil = Math.max(lookedUntil, series.lookedUntil());
    }
    if (total != null) lookedUntil = Math.max(lookedUntil, total.lookedUntil());
    exactness(out, lookedUntil);
    if (before != null && before.lookedUntil() >= 0) out.put("exact", false);
  }

  private FilteredSums sums(CallFilter filter, @Nullable String groupBy, Duration looking) {
    return journal.analysis().sums(filter, groupBy, Step.TOTAL, MOST_GROUPS, looking);
  }

  private static @Nullable String groupBy(FilterParameters parameters) {
    var by = parameters.text("by");
    if (by == null || by.equals("none")) return null;
    if (GROUPS.contains(by) || isTag(by)) return by;
    throw FilterParameters.problem(
        "by", "must be model, provider, key, user, session, code, tag:NAME or none");
  }

  private @Nullable Step step(FilterParameters parameters, CallFilter filter) {
    var given = parameters.word("step", List.of("hour", "day"));
    if (given == null) return null;
    var step = given.equals("hour") ? Step.HOUR : Step.DAY;
    long length = Duration.ofHours(step == Step.HOUR ? 1 : 24).toMillis() * MOST_POINTS;
    if (filter.from() >= 0 && filter.to() - filter.from() <= length) return step;
    throw FilterParameters.problem(
        "step", "is for a time of at most " + MOST_POINTS + " such steps, from 'from' on");
  }
}
