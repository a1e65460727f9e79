package io.llmcallgateway.catalog;

import io.llmcallgateway.catalog.price.PriceFile;
import io.llmcallgateway.rules.ModelRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the data that is shipped with the gateway: providers in their order, lists of models with
/// limits and prices, aliases, and rules of models. Providers are read at once, the rest on first
/// use, since most starts need little of it. Thread-safe.
public final class BuiltInData {
  private final Map<String, BuiltInProvider> rows;
  private final Once<Map<String, Map<String, ModelInfo>>> lists =
      new Once<>(() -> read("/models.json", ModelListsReader::read));
  private final Once<ModelAliases> aliases =
      new Once<>(() -> read("/aliases.yaml", BuiltInYamlReader::aliases));
  private final Once<List<ModelRule>> rules =
      new Once<>(() -> read("/model-rules.yaml", BuiltInYamlReader::rules));

  private final Once<PriceFile> prices =
      new Once<>(() -> read("/prices.json", BundledPriceReader::read));

  private BuiltInData(Map<String, BuiltInProvider> rows) {
    this.rows = Collections.unmodifiableMap(rows);
  }

  /// Returns the data shipped in the jar.
  public static BuiltInData load() {
    return new BuiltInData(read("/providers.yaml", BuiltInYamlReader::rows));
  }

  private interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  private static <T> T read(String name, Reader<T> reader) {
    try (var stream = BuiltInData.class.getResourceAsStream(name)) {
      if (stream == null) throw new IOException("the jar lacks " + name);
      return reader.read(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads in advance all data that the first call needs.
  public void readAll() {
    for (var each : List.of(rules, aliases, lists, prices)) each.read();
  }

  public Map<String, BuiltInProvider> rows() {
    return rows;
  }

  public Map<String, Map<String, ModelInfo>> lists() {
    return lists.get();
  }

  public ModelAliases aliases() {
    return aliases.get();
  }

  /// Returns the prices known at the time of the build.
  public PriceFile prices() {
    return prices.get();
  }

  public List<ModelRule> rules() {
    return rules.get();
  }

  public @Nullable BuiltInProvider row(String id) {
    return rows.get(id);
  }

  /// Returns the models of a list in `models.json`; none if there is no such list.
  public Map<String, ModelInfo> list(@Nullable String name) {
    return name == null ? Map.of() : lists().getOrDefault(name, Map.of());
  }

  private interface Loader<T> {
    T load();
  }

  /// A value that is loaded once, on first use.
  private static final class Once<T> {
    private final Loader<T> loader;
    private volatile @Nullable T made;

    Once(Loader<T> loader) {
      this.loader = loader;
    }

    void read() {
      Objects.requireNonNull(get());
    }

    T get() {
      var known = made;
      if (known != null) return known;
      synchronized (this) {
        var first = made;
        if (first != null) return first;
        var value = loader.load();
        made = value;
        return value;
      }
    }
  }
}
