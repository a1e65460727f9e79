package io.llmcallgateway.catalog.price.imports;

import io.llmcallgateway.wire.Json;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Prices of another project in the gateway's own format, with those that were skipped and the
/// reasons. Not thread-safe.
public final class ImportedPrices {
  private final Map<String, Map<String, ObjectNode>> lists = new TreeMap<>();
  private final Map<String, Skipped> skipped = new TreeMap<>();

  /// The number of models skipped for one reason, and the first of them.
  public record Skipped(int count, String first) {}

  /// Adds a model of a provider's list. Names are matched in the order of the additions; of two
  /// models of the same name the first one is kept.
  void add(String list, String model, ObjectNode row) {
    lists.computeIfAbsent(list, _ -> new LinkedHashMap<>()).putIfAbsent(model, row);
  }

  void skip(String reason, String what) {
    skipped.merge(
        reason, new Skipped(1, what), (old, _) -> new Skipped(old.count() + 1, old.first()));
  }

  public Map<String, Skipped> skipped() {
    return Collections.unmodifiableMap(skipped);
  }

  public int models() {
    return lists.values().stream().mapToInt(Map::size).sum();
  }

  public int lists() {
    return lists.size();
  }

  /// Returns the text of the file, with a line for each model. It is JSON, and thus YAML.
  public String text(String source, String version) {
    var out = new StringBuilder();
    out.append("# Made by `./gateway prices import`; edit prices.yaml instead.\n{\n");
    out.append("\"source\": ").append(Json.MAPPER.writeValueAsString(source)).append(",\n");
    out.append("\"version\": ").append(Json.MAPPER.writeValueAsString(version)).append(",\n");
    out.append("\"lists\": {\n");
    var nextList = "";
    for (var list : lists.entrySet()) {
      out.append(nextList).append('"').append(list.getKey()).append("\": {\"models\": [\n");
      var next = "";
      for (var row : list.getValue().values()) {
        out.append(next).append(row);
        next = ",\n";
      }
      out.append("\n]}");
      nextList = ",\n";
    }
    return out.append("\n}\n}\n").toString();
  }

  /// Returns the exact digits without an exponent, as prices are written.
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
