package io.llmcallgateway.api.admin.analysis;

import io.llmcallgateway.journal.CallAnalysis.FilteredSums;
import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.CallSums.Count;
import io.llmcallgateway.journal.Histogram;
import io.llmcallgateway.journal.SumsRow;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Cost.Bucket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes sums of calls by group as JSON: the dearest groups first, each beside its sums of the
/// time before.
final class SumsDocument {
  private static final int MOST_GROUPS = 100;
  private static final Comparator<SumsRow> DEAREST_FIRST =
      Comparator.comparingLong(SumsRow::nanos)
          .thenComparingLong(SumsRow::calls)
          .reversed()
          .thenComparing(SumsRow::group, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final boolean buckets;

  /// The sums of a stretch of time.
  ///
  /// @param total of all calls, also of those in no group
  private record Sums(CallSums total, Map<String, CallSums> groups, @Nullable CallSums other) {}

  /// @param buckets whether the kinds of usage are written one by one
  SumsDocument(boolean buckets) {
    this.buckets = buckets;
  }

  /// @param total of all calls; null if it is the sum of the groups
  /// @param before of the time before; null if it is not asked for
  void write(
      ObjectNode out,
      boolean grouped,
      FilteredSums now,
      @Nullable FilteredSums total,
      @Nullable FilteredSums before,
      @Nullable FilteredSums totalBefore) {
    var sums = sums(now, total);
    var earlier = before == null ? null : sums(before, totalBefore);
    write(out.putObject("total"), sums.total());
    if (earlier != null) write(out.putObject("before"), earlier.total());
    if (!grouped) return;
    var groups = out.putArray("groups");
    var rest = new CallSums();
    boolean more = sums.other() != null;
    if (sums.other() != null) rest.add(sums.other());
    for (var group : sums.groups().entrySet()) {
      if (groups.size() == MOST_GROUPS) {
        rest.add(group.getValue());
        more = true;
        continue;
      }
      var document = groups.addObject();
      if (!group.getKey().isEmpty()) document.put("value", group.getKey());
      write(document, group.getValue());
      if (earlier == null) continue;
      var past = earlier.groups().get(group.getKey());
      if (past == null && earlier.other() == null) past = new CallSums();
      if (past != null) write(document.putObject("before"), past);
    }
    if (more) write(out.putObject("other"), rest);
  }

  private static Sums sums(FilteredSums found, @Nullable FilteredSums total) {
    var rows = new ArrayList<>(found.table().rows());
    var other = found.table().merged() > 0 && !rows.isEmpty() ? rows.removeLast().sums() : null;
    rows.sort(DEAREST_FIRST);
    var all = new CallSums();
    var groups = new LinkedHashMap<String, CallSums>();
    for (var row : rows) groups.put(row.group() == null ? "" : row.group(), row.sums());
    if (total == null) {
      groups.values().forEach(all::add);
      if (other != null) all.add(other);
    } else {
      total.table().rows().forEach(row -> all.add(row.sums()));
    }
    return new Sums(all, groups, other);
  }

  /// Writes the series of the groups, in the order of time.
  static void writeSeries(ObjectNode out, FilteredSums found) {
    var series = out.putArray("series");
    var groups = new HashMap<String, List<SumsRow>>();
    var order = new ArrayList<List<SumsRow>>();
    for (var row : found.table().rows()) {
      var value = row.group() == null ? "" : row.group();
      groups
          .computeIfAbsent(
              value,
              _ -> {
                var points = new ArrayList<SumsRow>();
                order.add(points);
                return points;
              })
          .add(row);
    }
    for (var points : order) {
      var document = series.addObject();
      var value = points.getFirst().group();
      if (value != null && !value.isEmpty()) document.put("value", value);
      var array = document.putArray("points");
      for (var point : points) {
        array
            .addObject()
            .put("at_ms", point.start())
            .put("calls", point.calls())
            .put("nano_usd", point.nanos());
      }
    }
  }

  private void write(ObjectNode out, CallSums sums) {
    out.put("calls", sums.get(Count.CALLS));
    out.put("errors", sums.get(Count.ERRORS));
    out.put("cancelled", sums.get(Count.CANCELLED));
    out.put("nano_usd", sums.get(Count.NANOS));
    out.put("cost_usd", Cost.dollars(sums.get(Count.NANOS)));
    out.put("unpriced", sums.get(Count.UNPRICED));
    var usage = sums.usage();
    out.put("input_tokens", usage.promptTokens());
    out.put("cached_tokens", usage.cacheRead());
    out.put("output_tokens", usage.completionTokens());
    out.put("cache_write_tokens", usage.cacheWrites());
    out.put("reasoning_tokens", usage.reasoning());
    long saved = sums.get(Count.CACHE_SAVED);
    long extra = sums.get(Count.CACHE_EXTRA);
    out.put("cache_savings_nano_usd", saved - extra);
    out.put("cache_read_saved_nano_usd", saved);
    out.put("cache_write_extra_nano_usd", extra);
    out.put("cache_unpriced", sums.get(Count.CACHE_UNPRICED));
    quantile(out, "p50_ms", sums.latency(), 0.5);
    quantile(out, "p95_ms", sums.latency(), 0.95);
    quantile(out, "first_p50_ms", sums.firstToken(), 0.5);
    quantile(out, "first_p95_ms", sums.firstToken(), 0.95);
    quantile(out, "gateway_p50_ms", sums.own(), 0.5);
    quantile(out, "gateway_p95_ms", sums.own(), 0.95);
    if (buckets) writeBuckets(out, sums);
  }

  private static void writeBuckets(ObjectNode out, CallSums sums) {
    var usage = sums.usage();
    var counts = new EnumMap<Bucket, Long>(Bucket.class);
    counts.put(Bucket.INPUT, usage.input());
    counts.put(Bucket.CACHE_READ, usage.cacheRead());
    counts.put(Bucket.CACHE_WRITE, usage.cacheWrite());
    counts.put(Bucket.CACHE_WRITE_HOUR, usage.cacheWriteHour());
    counts.put(Bucket.INPUT_AUDIO, usage.inputAudio());
    counts.put(Bucket.INPUT_IMAGE, usage.inputImage());
    counts.put(Bucket.OUTPUT, usage.output());
    counts.put(Bucket.REASONING, usage.reasoning());
    counts.put(Bucket.OUTPUT_AUDIO, usage.outputAudio());
    counts.put(Bucket.OUTPUT_IMAGE, usage.outputImage());
    counts.put(Bucket.SEARCH, usage.searches());
    var lines = out.putArray("cost_lines");
    for (var bucket : Bucket.values()) {
      var count = counts.getOrDefault(bucket, -1L); // of requests and citations there is none
      long nanos = sums.get(Count.nanos(bucket));
      if (count <= 0 && nanos == 0) continue;
      var line = lines.addObject().put("bucket", bucket.text());
      if (count >= 0) line.put("count", count);
      line.put("nano_usd", nanos);
    }
  }

  private static void quantile(ObjectNode out, String name, Histogram histogram, double share) {
    long micros = histogram.quantile(share);
    if (micros >= 0) out.put(name, micros / 1_000.0);
  }
}
