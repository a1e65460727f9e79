package io.llmcallgateway.api.admin.metrics;

import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.CallSums.Count;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.journal.SumsQuery;
import io.llmcallgateway.journal.SumsQuery.Step;
import io.llmcallgateway.journal.SumsRow;
import io.llmcallgateway.metrics.CallMetrics;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Makes the JSON documents of the metrics from the journal's sums of minutes, hours and days.
/// Thread-safe.
final class JournalMetrics {
  private static final int MOST_MODELS = 1_000;
  private static final int MOST_GROUPS = 100;
  private static final int MOST_LINES = 20;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final Comparator<SumsRow> LARGEST_FIRST =
      Comparator.<SumsRow, Boolean>comparing(row -> SumsRow.OTHER.equals(row.group()))
          .thenComparing(Comparator.comparingLong(SumsRow::calls).reversed());
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

  private final CallMetrics live;
  private final JournalAccess journal;
  private final Path file;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Instant began;
  private final Object resetting = new Object();
  private volatile @Nullable ResetPoint reset;

  /// @param live the metrics of the running process
  /// @param file the file that stores the last reset
  JournalMetrics(
      CallMetrics live, JournalAccess journal, Path file, InstantSource clock, ZoneId zone)
      throws IOException {
    this.live = live;
    this.journal = journal;
    this.file = file;
    this.clock = clock;
    this.zone = zone;
    this.began = clock.instant();
    this.reset = ResetPoint.read(file);
  }

  /// Resets the totals: they count from now. The journal must be settled before.
  void reset() throws IOException {
    synchronized (resetting) {
      long now = clock.millis();
      long day = start(Step.DAY, now);
      var before = new HashMap<String, Map<String, CallSums>>();
      for (var facet : List.of("", "model", "code")) {
        var group = facet.isEmpty() ? null : facet;
        before.put(
            facet, sums(new SumsQuery(day, -1, Step.DAY, group, MOST_MODELS, null, null, null)));
      }
      var point = new ResetPoint(now, day, before);
      point.write(file);
      reset = point;
    }
  }

  private static String name(SumsRow row) {
    return Objects.requireNonNullElse(row.group(), "");
  }

  private Map<String, CallSums> sums(SumsQuery query) {
    var sums = new LinkedHashMap<String, CallSums>();
    for (var row : journal.calls().sums(query).rows()) {
      sums.computeIfAbsent(name(row), _ -> new CallSums()).add(row.sums());
    }
    return sums;
  }

  /// Returns the sums for each value of a facet over the requested time.
  private Map<String, CallSums> sums(MetricsQuery asked, @Nullable String group) {
    if (asked.hours() > 0) return sums(asked.query(from(asked), Step.TOTAL, group, MOST_MODELS));
    var point = reset;
    var sums = sums(asked.query(point == null ? -1 : point.day(), Step.DAY, group, MOST_MODELS));
    if (point == null) return sums;
    var facet = Objects.requireNonNullElse(group, "");
    for (var part : point.before().getOrDefault(facet, Map.of()).entrySet()) {
      var sum = sums.get(part.getKey());
      if (sum != null) sum.subtract(part.getValue());
    }
    sums.values().removeIf(sum -> sum.get(Count.CALLS) == 0);
    return sums;
  }

  private long from(MetricsQuery asked) {
    return Math.max(0, clock.millis() - asked.hours() * HOUR);
  }

  byte[] totals(MetricsQuery asked) {
    var all = sums(asked, null).getOrDefault("", new CallSums());
    var out = Json.MAPPER.createObjectNode();
    out.put("total_requests", all.get(Count.CALLS));
    out.put("total_tokens", all.usage().total());
    out.put("average_latency", SumFigures.averageLatency(all));
    out.put("success_rate", SumFigures.successRate(all));
    var models = out.putObject("models_used");
    sums(asked, "model").forEach((name, sum) -> models.put(name, sum.get(Count.CALLS)));
    out.put("average_time_to_first_token", SumFigures.averageFirstToken(all));
    out.put("error_count", all.get(Count.ERRORS));
    out.put("cancelled_count", all.get(Count.CANCELLED));
    var errors = out.putObject("errors");
    sums(asked, "code")
        .forEach(
            (code, sum) -> {
              if (sum.get(Count.ERRORS) > 0) errors.put(code, sum.get(Count.ERRORS));
            });
    out.put("active_requests", live.active());
    lastHour(out, asked);
    SumFigures.putMore(all, out);
    out.put("dropped_log_lines", live.droppedLogLines());
    out.put("shed_records", live.counted("records_shed"));
    out.put("shed_payloads", live.counted("payloads_shed"));
    out.put("since", since(asked).toString());
    out.put("persistent", true);
    out.put("note", "The numbers come from the journal and survive restarts.");
    if (asked.groupBy() != null) groups(out, asked, asked.groupBy());
    return Json.MAPPER.writeValueAsBytes(out);
  }

  private void lastHour(ObjectNode out, MetricsQuery asked) {
    long from = start(Step.MINUTE, clock.millis()) - 59 * MINUTE;
    var sum = sums(asked.query(from, Step.MINUTE, null, 1)).getOrDefault("", new CallSums());
    out.put("requests_per_hour", sum.get(Count.CALLS));
    out.put("tokens_per_hour", sum.usage().total());
  }

  private Instant since(MetricsQuery asked) {
    if (asked.hours() > 0) return Instant.ofEpochMilli(from(asked));
    var point = reset;
    if (point != null) return Instant.ofEpochMilli(point.since());
    var days = journal.calls().sums(asked.query(-1, Step.DAY, null, 1)).rows();
    return days.isEmpty() ? began : Instant.ofEpochMilli(days.getFirst().start());
  }

  private void groups(ObjectNode out, MetricsQuery asked, String groupBy) {
    out.put("group_by", groupBy);
    var table = journal.calls().sums(asked.query(from(asked), Step.TOTAL, groupBy, MOST_GROUPS));
    var sums = new LinkedHashMap<String, CallSums>();
    table.rows().stream()
        .sorted(LARGEST_FIRST)
        .forEach(row -> sums.computeIfAbsent(name(row), _ -> new CallSums()).add(row.sums()));
    var groups = out.putObject("groups");
    sums.forEach((name, sum) -> group(groups.putObject(name), sum));
    out.put("groups_in_other", table.merged());
  }

  /// Returns the totals of each model that clients requested.
  byte[] models(MetricsQuery asked) {
    var out = Json.MAPPER.createObjectNode();
    sums(asked, "model").forEach((name, sum) -> group(out.putObject(name), sum));
    return Json.MAPPER.writeValueAsBytes(out);
  }

  private static void group(ObjectNode out, CallSums sum) {
    out.put("requests", sum.get(Count.CALLS));
    out.put("tokens", sum.usage().total());
    out.put("total_duration", sum.get(Count.MICROS) / 1e6);
    out.put("success_count", SumFigures.successes(sum));
    out.put("error_count", sum.get(Count.ERRORS));
    out.put("cancelled_count", sum.get(Count.CANCELLED));
    out.put("average_latency", SumFigures.averageLatency(sum));
    out.put("success_rate", SumFigures.successRate(sum));
    SumFigures.putMore(sum, out);
  }

  /// Returns parallel arrays with a figure for each period, the current period last.
  byte[] trends(MetricsQuery asked) {
    var starts = starts(asked);
    var all = slots(starts.size());
    var groups = new TreeMap<String, List<CallSums>>();
    var table =
        journal
            .calls()
            .sums(asked.query(starts.getFirst(), asked.step(), asked.groupBy(), MOST_LINES));
    for (var row : table.rows()) {
      int at = slot(starts, row.start());
      all.get(at).add(row.sums());
      groups.computeIfAbsent(name(row), _ -> slots(starts.size())).get(at).add(row.sums());
    }
    var out = Json.MAPPER.createObjectNode();
    var times = out.putArray("hours");
    for (long start : starts) times.add(TIME.format(Instant.ofEpochMilli(start).atZone(zone)));
    line(out, all);
    out.put("step", asked.step().name().toLowerCase(Locale.ROOT));
    if (asked.groupBy() != null) {
      out.put("group_by", asked.groupBy());
      var lines = out.putObject("groups");
      groups.forEach((name, slots) -> line(lines.putObject(name), slots));
      out.put("groups_in_other", table.merged());
    }
    return Json.MAPPER.writeValueAsBytes(out);
  }

  private static List<CallSums> slots(int count) {
    var slots = new ArrayList<CallSums>(count);
    for (int i = 0; i < count; i++) slots.add(new CallSums());
    return slots;
  }

  /// Returns the index of the last period that begins at or before `start`.
  private static int slot(List<Long> starts, long start) {
    int at = Collections.binarySearch(starts, start);
    return at >= 0 ? at : Math.max(0, -at - 2);
  }

  private static void line(ObjectNode out, List<CallSums> slots) {
    var requests = out.putArray("requests");
    var tokens = out.putArray("tokens");
    var latency = out.putArray("latency");
    var errors = out.putArray("errors");
    for (var sum : slots) {
      requests.add(sum.get(Count.CALLS));
      tokens.add(sum.usage().total());
      latency.add(SumFigures.averageLatency(sum));
      errors.add(sum.get(Count.ERRORS));
      var more = Json.MAPPER.createObjectNode();
      SumFigures.putMore(sum, more);
      for (var entry : more.properties()) out.withArray(entry.getKey()).add(entry.getValue());
    }
  }

  /// Returns the starts of the periods, the oldest first.
  private List<Long> starts(MetricsQuery asked) {
    var starts = new ArrayList<Long>();
    long now = clock.millis();
    long at = start(asked.step(), now);
    long oldest = start(asked.step(), now - (asked.hours() - 1) * HOUR);
    if (asked.step() == Step.MINUTE) oldest = at - (asked.hours() * 60L - 1) * MINUTE;
    boolean counted = asked.step() == Step.HOUR; // the number asked for, also when clocks change
    while (counted ? starts.size() < asked.hours() : at >= oldest) {
      starts.add(at);
      at = start(asked.step(), at - 1);
    }
    return starts.reversed();
  }

  private long start(Step step, long millis) {
    if (step == Step.MINUTE) return Math.floorDiv(millis, MINUTE) * MINUTE;
    var unit = step == Step.DAY ? ChronoUnit.DAYS : ChronoUnit.HOURS;
    return Instant.ofEpochMilli(millis).atZone(zone).truncatedTo(unit).toInstant().toEpochMilli();
  }
}
