package io.llmcallgateway.api.admin.metrics;

import io.llmcallgateway.files.PrivateFiles;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Where the totals start: an instant, and what the journal had counted by then since the beginning
/// of that day, which is taken away from the sums of days.
///
/// @param since epoch milliseconds
/// @param day the beginning of its day, epoch milliseconds
/// @param before sums by facet (empty for all calls) and value
record ResetPoint(long since, long day, Map<String, Map<String, Sum>> before) {
  /// As read from a file of `DATA_DIR`; null where there was no reset.
  static @Nullable ResetPoint read(Path file) throws IOException {
    try {
      var document = Json.MAPPER.readTree(Files.readAllBytes(file));
      var before = new HashMap<String, Map<String, Sum>>();
      for (var facet : document.path("before").properties()) {
        var sums = new HashMap<String, Sum>();
        for (var sum : facet.getValue().properties()) {
          sums.put(sum.getKey(), Sum.read(sum.getValue()));
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

  /// Written beside and moved into place, so that a crash leaves the old or the new one.
  void write(Path file) throws IOException {
    var document = Json.MAPPER.createObjectNode().put("since", since).put("day", day);
    var facets = document.putObject("before");
    before.forEach(
        (facet, sums) -> {
          var values = facets.putObject(facet);
          sums.forEach((value, sum) -> sum.write(values.putObject(value)));
        });
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, Json.MAPPER.writeValueAsBytes(document));
    PrivateFiles.restrict(fresh);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
