package io.llmcallgateway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the gateway knows of the world without being told: provider rows in their order, lists of
/// models with limits and prices, and names that people still type.
public record BuiltIn(
    Map<String, Row> rows, Map<String, Map<String, ModelInfo>> lists, Aliases aliases) {
  public BuiltIn {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
  }

  /// As shipped in the jar.
  public static BuiltIn load() {
    try (var rows = resource("/providers.yaml");
        var lists = resource("/models.json");
        var aliases = resource("/aliases.yaml")) {
      return new BuiltIn(
          BuiltInYaml.rows(rows), ModelListsFile.read(lists), BuiltInYaml.aliases(aliases));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    var stream = BuiltIn.class.getResourceAsStream(name);
    if (stream == null) throw new IOException("the jar lacks " + name);
    return stream;
  }

  public @Nullable Row row(String id) {
    return rows.get(id);
  }

  /// The models of a list in `models.json`, none where there is no such list.
  public Map<String, ModelInfo> list(@Nullable String name) {
    return name == null ? Map.of() : lists.getOrDefault(name, Map.of());
  }
}
