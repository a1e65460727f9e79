package io.llmcallgateway.api.admin.metrics;

import io.llmcallgateway.files.PrivateFiles;
import io.llmcallgateway.journal.CallSums;
import io.llmcallgateway.journal.CallSums.Count;
import io.llmcallgateway.journal.Histogram;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The instant from which totals count, with the sums of that day before the instant, which are
/// subtracted from the sums of days.
///
/// @param since the instant, in epoch milliseconds
/// @param day the beginning of its day, in epoch milliseconds
/// @param before the sums by facet (empty for all calls) and value
record ResetPoint(long since, long day, Map<String, Map<String, CallSums>> before) {
  private static final List<Count> EARLIER =
      List.of(
          Count.CALLS,
          Count.ERRORS,
          Count.CANCELLED,
          Count.INPUT,
          Count.OUTPUT,
          Count.CACHE_READ,
          Count.REASONING,
          Count.NANOS,
          Count.UNPRICED,
          Count.MICROS,
          Count.FIRST_TOKENS,
          Count.FIRST_TOKEN_MICROS,
          Count.OWN_MICROS);

  /// Reads the reset from a file of `DATA_DIR`. Returns null if there was none.
  static @Nullable ResetPoint read(Path file) throws IOException {
    try {
      var document = Json.MAPPER.readTree(Files.readAllBytes(file));
      var before = new HashMap<String, Map<String, CallSums>>();
      for (var facet : document.path("before").properties()) {
        var sums = new HashMap<String, CallSums>();
        for (var sum : facet.getValue().properties()) {
          sums.put(sum.getKey(), sums(sum.getValue()));
        }
        before.put(facet.getKey(), sums);
      }
      return new ResetPoint(document.path("since").asLong(), document.path("day").asLong(), before);
    } catch (NoSuchFileException _) {
      return null;
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException("The file " + file.getFileName() + " is damaged.", e);
    }
  }

  /// Writes a temporary file and moves it into place, so that a crash leaves the old or the new
  /// file.
  void write(Path file) throws IOException {
    var document = Json.MAPPER.createObjectNode().put("since", since).put("day", day);
    var facets = document.putObject("before");
    before.forEach(
        (facet, sums) -> {
          var values = facets.putObject(facet);
          sums.forEach((value, sum) -> write(sum, values.putObject(value)));
        });
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, Json.MAPPER.writeValueAsBytes(document));
    PrivateFiles.restrict(fresh);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(CallSums sums, ObjectNode out) {
    for (var count : Count.values()) out.put(name(count), sums.get(count));
    out.put("latency", sums.latency().bytes());
    out.put("first_token", sums.firstToken().bytes());
    out.put("own", sums.own().bytes());
  }

  private static CallSums sums(JsonNode in) {
    var sums = new CallSums();
    if (in.has("numbers")) return earlier(in);
    for (var count : Count.values()) sums.add(count, in.path(name(count)).asLong(0));
    sums.latency().add(histogram(in.path("latency")));
    sums.firstToken().add(histogram(in.path("first_token")));
    sums.own().add(histogram(in.path("own")));
    return sums;
  }

  /// Reads the first version of the file, which had fewer kinds of tokens.
  private static CallSums earlier(JsonNode in) {
    var sums = new CallSums();
    for (int i = 0; i < EARLIER.size(); i++) {
      sums.add(EARLIER.get(i), in.path("numbers").path(i).asLong(0));
    }
    sums.add(Count.INPUT, -sums.get(Count.CACHE_READ));
    sums.add(Count.OUTPUT, -sums.get(Count.REASONING));
    sums.latency().add(histogram(in.path("histograms").path(0)));
    sums.firstToken().add(histogram(in.path("histograms").path(1)));
    sums.own().add(histogram(in.path("histograms").path(2)));
    return sums;
  }

  private static Histogram histogram(JsonNode in) {
    return Histogram.of(Base64.getDecoder().decode(in.asString("")));
  }

  private static String name(Count count) {
    return count.name().toLowerCase(Locale.ROOT);
  }
}
