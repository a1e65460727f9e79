package io.llmcallgateway.catalog;

import io.llmcallgateway.model.ModelRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// What the gateway knows of the world without being told: provider rows in their order, lists of
/// models with limits and prices, names that people still type, and rules of models.
public record BuiltIn(
    Map<String, Row> rows,
    Map<String, Map<String, ModelInfo>> lists,
    Aliases aliases,
    List<ModelRule> rules) {
  public BuiltIn {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    rules = List.copyOf(rules);
    lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
  }

  /// As shipped in the jar. Lists and rules are read beside the rows, since a start waits for all.
  public static BuiltIn load() {
    var lists = new FutureTask<>(() -> read("/models.json", ModelListsFile::read));
    var rules = new FutureTask<>(() -> read("/model-rules.yaml", BuiltInYaml::rules));
    for (var task : List.of(lists, rules)) Thread.ofPlatform().name("models").daemon().start(task);
    try {
      var rows = read("/providers.yaml", BuiltInYaml::rows);
      var aliases = read("/aliases.yaml", BuiltInYaml::aliases);
      return new BuiltIn(rows, lists.get(), aliases, rules.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("models.json or model-rules.yaml cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the built-in providers were read", e);
    }
  }

  private interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  private static <T> T read(String name, Reader<T> reader) throws IOException {
    try (var stream = BuiltIn.class.getResourceAsStream(name)) {
      if (stream == null) throw new IOException("the jar lacks " + name);
      return reader.read(stream);
    }
  }

  public @Nullable Row row(String id) {
    return rows.get(id);
  }

  /// The models of a list in `models.json`, none where there is no such list.
  public Map<String, ModelInfo> list(@Nullable String name) {
    return name == null ? Map.of() : lists.getOrDefault(name, Map.of());
  }
}
