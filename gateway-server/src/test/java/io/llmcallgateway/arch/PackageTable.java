package io.llmcallgateway.arch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The package table of docs/architecture.md: each package imports of ours only what its row lists.
final class PackageTable {
  private static final List<String> BELOW_RELAY =
      List.of(
          "model",
          "interactionlog",
          "logging",
          "files",
          "metrics",
          "upload",
          "wire",
          "dialect",
          "catalog",
          "identity",
          "limit",
          "route",
          "upstream",
          "meter",
          "journal");

  /// The packages that each package may import.
  static final Map<String, Set<String>> MAY_IMPORT = table();

  private PackageTable() {}

  private static Map<String, Set<String>> table() {
    var table = new LinkedHashMap<String, Set<String>>();
    table.put("model", Set.of());
    table.put("files", Set.of());
    table.put("logging", Set.of("model", "files"));
    table.put("interactionlog", Set.of("model", "files", "logging"));
    table.put("wire", Set.of("model"));
    table.put("upload", Set.of("model", "files"));
    table.put("dialect", Set.of("model", "wire", "upload"));
    table.put("rules", Set.of("model"));
    table.put("catalog", Set.of("model", "rules"));
    table.put("identity", Set.of("model"));
    table.put("metrics", Set.of("model"));
    table.put("limit", Set.of("model", "identity", "metrics"));
    table.put("route", Set.of("model", "catalog"));
    table.put("upstream", Set.of("model", "wire", "catalog", "dialect", "upload"));
    table.put("meter", Set.of("model", "wire", "catalog"));
    table.put("journal", Set.of("model", "files"));
    table.put("alert", Set.of("model", "config", "journal", "metrics"));
    addRelay(table);
    table.put("store", Set.of("identity", "limit", "journal", "model", "files"));
    table.put("config", Set.of("model", "rules", "catalog", "journal"));
    table.put("otel", Set.of("model", "config"));
    table.put(
        "http",
        Set.of(
            "relay",
            "relay.call",
            "limit",
            "dialect",
            "upload",
            "wire",
            "identity",
            "metrics",
            "config",
            "model"));
    var owners = new TreeSet<>(BELOW_RELAY);
    owners.addAll(List.of("relay", "relay.call", "http", "config", "outline"));
    table.put("api", owners);
    table.put("outline", Set.of("model", "wire", "dialect"));
    table.put("catalog.price.imports", Set.of("model", "wire", "catalog"));
    table.put("catalog.build", Set.of("model", "rules", "meter", "catalog", "config", "journal"));
    table.put("bootstrap", Set.of("*"));
    table.put("cli", Set.of("*"));
    return table;
  }

  /// The relay's rooms, each above those before it.
  private static void addRelay(Map<String, Set<String>> table) {
    var below = new TreeSet<>(BELOW_RELAY);
    for (var room : List.of("call", "translation", "attempt", "record", "operation")) {
      var allowed = new TreeSet<>(below);
      if (room.equals("operation")) allowed.remove("relay.record");
      table.put("relay." + room, allowed);
      below.add("relay." + room);
    }
    table.put("relay", below);
  }
}
