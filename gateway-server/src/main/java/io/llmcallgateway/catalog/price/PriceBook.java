package io.llmcallgateway.catalog.price;

import io.llmcallgateway.catalog.BoundedCache;
import io.llmcallgateway.model.Cost.Bucket;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The prices in force, in layers. Thread-safe. Replaced when a file changes.
public final class PriceBook {
  private static final int CAPACITY = 4_096;
  private static final Found NOTHING = new Found(null, null, null, Map.of(), Map.of());

  private final List<PriceFile> layers; // the last one takes precedence
  private final Map<Place, Names> names = new ConcurrentHashMap<>();
  private final BoundedCache<Question, Found> cache = new BoundedCache<>(CAPACITY);

  private record Place(int layer, String list) {}

  private record Question(String list, String model) {}

  private record Found(
      @Nullable PriceFile file,
      @Nullable String list,
      @Nullable PricedModel model,
      Map<Bucket, Bucket> billedAs,
      Map<String, BigDecimal> service) {}

  /// @param layers the last one takes precedence
  public PriceBook(List<PriceFile> layers) {
    this.layers = List.copyOf(layers);
  }

  public List<PriceFile> layers() {
    return layers;
  }

  /// Returns the names of all lists.
  public SequencedSet<String> lists() {
    var all = new LinkedHashSet<String>();
    for (var layer : layers) all.addAll(layer.lists().keySet());
    return all;
  }

  /// Returns the price of a model in a list at a time; null if unknown.
  public @Nullable Price find(String list, String model, Instant at) {
    var question = new Question(list, model);
    var known = cache.get(question);
    if (known == null) {
      known = look(list, model);
      cache.put(question, known);
    }
    if (known.file() == null || known.list() == null || known.model() == null) return null;
    var period = known.model().at(at);
    if (period == null) return null;
    return new Price(
        known.list(),
        known.model().name(),
        known.file().layer(),
        known.file().version(),
        period,
        known.billedAs(),
        known.service());
  }

  /// Returns the model of the list in the highest layer that has it, else that of a fallback.
  private Found look(String list, String model) {
    var ways = new HashMap<String, List<String>>(); // the lists that led to each
    ways.put(list, List.of());
    var open = new ArrayList<>(List.of(list));
    while (!open.isEmpty()) {
      var next = open.removeFirst();
      var way = Objects.requireNonNull(ways.get(next));
      for (int i = layers.size() - 1; i >= 0; i--) {
        var own = layers.get(i).lists().get(next);
        if (own == null) continue;
        var names = this.names.computeIfAbsent(new Place(i, next), _ -> new Names(own.models()));
        var hit = names.find(model);
        if (hit == null) continue;
        return new Found(layers.get(i), next, hit, billedAs(next), service(way, next, hit));
      }
      var longer = new ArrayList<>(way);
      longer.add(next);
      for (var layer : layers.reversed()) {
        var own = layer.lists().get(next);
        if (own == null) continue;
        var others = new ArrayList<>(own.fallback());
        if (own.sameAs() != null) others.addFirst(own.sameAs());
        for (var other : others) if (ways.putIfAbsent(other, longer) == null) open.add(other);
      }
    }
    return NOTHING;
  }

  private Map<Bucket, Bucket> billedAs(String list) {
    for (var layer : layers.reversed()) {
      var own = layer.lists().get(list);
      var billed = own == null ? null : own.billedAs();
      if (billed != null) return billed;
    }
    return Price.USUALLY;
  }

  /// Returns the factors of service tiers. A provider's own factors also apply to models from
  /// another list.
  ///
  /// @param way the lists that led to the model's list
  private Map<String, BigDecimal> service(List<String> way, String list, PricedModel model) {
    for (var before : way) {
      var own = service(before);
      if (!own.isEmpty()) return own;
    }
    var factors = service(list);
    factors.putAll(model.service());
    return factors;
  }

  private Map<String, BigDecimal> service(String list) {
    var factors = new HashMap<String, BigDecimal>();
    for (var layer : layers) {
      var own = layer.lists().get(list);
      if (own != null) factors.putAll(own.service());
    }
    return factors;
  }

  /// Finds a list's models by exact name, else by the first pattern that matches.
  private static final class Names {
    private final Map<String, PricedModel> exact = new HashMap<>();
    private final List<Fit> fits = new ArrayList<>();

    private interface NameTest {
      boolean matches(String name);
    }

    private record Fit(NameTest test, PricedModel model) {}

    Names(List<PricedModel> models) {
      for (var model : models) for (var match : model.match()) add(match, model);
    }

    private void add(String match, PricedModel model) {
      var name = match.toLowerCase(Locale.ROOT);
      boolean before = name.startsWith("*");
      boolean after = name.endsWith("*");
      var core =
          name.substring(before ? 1 : 0, Math.max(before ? 1 : 0, name.length() - (after ? 1 : 0)));
      if (isExpression(match)) {
        var pattern =
            Pattern.compile(match.substring(1, match.length() - 1), Pattern.CASE_INSENSITIVE);
        fits.add(new Fit(text -> pattern.matcher(text).find(), model));
      } else if (before && after) {
        fits.add(new Fit(text -> text.contains(core), model));
      } else if (after) {
        fits.add(new Fit(text -> text.startsWith(core), model));
      } else if (before) {
        fits.add(new Fit(text -> text.endsWith(core), model));
      } else {
        exact.putIfAbsent(name, model);
      }
    }

    @Nullable PricedModel find(String model) {
      var name = model.toLowerCase(Locale.ROOT);
      var known = exact.get(name);
      if (known != null) return known;
      for (var fit : fits) if (fit.test().matches(name)) return fit.model();
      return null;
    }
  }

  static boolean isExpression(String match) {
    return match.length() > 2 && match.startsWith("/") && match.endsWith("/");
  }
}
