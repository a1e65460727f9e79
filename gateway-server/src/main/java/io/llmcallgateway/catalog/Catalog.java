package io.llmcallgateway.catalog;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.Traits;
import io.llmcallgateway.rules.ModelRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The providers that are switched on, the groups of models and the data about both. Immutable.
public final class Catalog {
  /// The id of the demo provider, which is always switched on and needs no network.
  public static final String DEMO = "demo";

  /// The id of a default upstream that is not a built-in provider.
  public static final String DEFAULT_UPSTREAM = "default";

  private static final Provider DEMO_PROVIDER =
      new Provider(
          DEMO,
          DialectId.USUAL,
          "demo:",
          ProviderAuth.BEARER,
          null,
          Map.of(),
          Set.of(),
          DemoModels.ALL,
          Map.of(),
          Traits.ALL,
          null);

  /// A provider that is switched on.
  ///
  /// @param models its list in `models.json`; null for none
  /// @param prices its list of prices
  public record Entry(Provider provider, @Nullable String models, String prices) {}

  /// A model at a provider.
  public record Model(Provider provider, String name) {}

  /// A wildcard group, and the text that its `*` matched.
  public record Match(ModelGroup group, String captured) {}

  private final BuiltInData builtIn;
  private final Map<String, Provider> providers;
  private final Map<String, String> lists = new LinkedHashMap<>();
  private final Map<String, String> prices = new LinkedHashMap<>();
  private final @Nullable Provider defaultUpstream;
  private final Map<String, ModelGroup> groups = new LinkedHashMap<>();
  private final List<ModelGroup> wildcards;
  private final Set<String> targets = new HashSet<>();
  private final UnqualifiedNames bareNames;
  private final ModelRulesResolver rulesBook;
  private final List<Provider> configured = new ArrayList<>();
  private final List<Provider> fromRows = new ArrayList<>();
  private final List<Provider> withoutList;

  /// @param configured the providers of gateway.yaml, in its order
  /// @param fromRows the built-in providers that are switched on, in their order
  /// @param groups in the order of gateway.yaml
  /// @param rules those of gateway.yaml, which apply after the built-in ones
  public Catalog(
      BuiltInData builtIn,
      List<Entry> configured,
      List<Entry> fromRows,
      @Nullable Entry defaultUpstream,
      Collection<ModelGroup> groups,
      List<ModelRule> rules) {
    this.builtIn = builtIn;
    for (var entry : configured) this.configured.add(entry.provider());
    for (var entry : fromRows) this.fromRows.add(entry.provider());
    var on = new LinkedHashMap<String, Provider>();
    if (defaultUpstream != null) addPrices(defaultUpstream);
    for (var entries : List.of(configured, fromRows)) {
      for (var entry : entries) {
        on.put(entry.provider().id(), entry.provider());
        addPrices(entry);
      }
    }
    on.put(DEMO, DEMO_PROVIDER);
    this.providers = Collections.unmodifiableMap(on);
    this.defaultUpstream = defaultUpstream == null ? null : defaultUpstream.provider();
    for (var group : groups) {
      this.groups.put(group.name(), group);
      for (var each : group.targets()) targets.add(each.provider() + "/" + each.model());
    }
    this.wildcards =
        groups.stream()
            .filter(ModelGroup::wildcard)
            .sorted(Comparator.comparingInt((ModelGroup group) -> -group.name().length()))
            .toList();
    this.bareNames = new UnqualifiedNames(this.configured, this.fromRows, builtIn.rows());
    this.rulesBook = new ModelRulesResolver(builtIn, rules);
    this.withoutList =
        on.values().stream()
            .filter(provider -> provider.models().isEmpty())
            .filter(provider -> !provider.quirks().contains(Quirk.NO_MODEL_LIST))
            .toList();
  }

  private void addPrices(Entry entry) {
    if (entry.models() != null) lists.put(entry.provider().id(), entry.models());
    prices.put(entry.provider().id(), entry.prices());
  }

  public BuiltInData builtIn() {
    return builtIn;
  }

  /// Returns all providers that are switched on: those of gateway.yaml, then the built-in ones, the
  /// demo last.
  public Map<String, Provider> providers() {
    return providers;
  }

  /// Returns the upstream for names that nothing else resolves; null if there is none.
  public @Nullable Provider defaultUpstream() {
    return defaultUpstream;
  }

  /// Returns a provider by its id, including the default upstream; null if there is none.
  public @Nullable Provider provider(String id) {
    var provider = providers.get(id);
    if (provider != null) return provider;
    return defaultUpstream != null && defaultUpstream.id().equals(id) ? defaultUpstream : null;
  }

  /// Returns the model for a name `provider/model` whose provider is switched on; null for other
  /// names.
  public @Nullable Model qualified(String name) {
    int slash = name.indexOf('/');
    if (slash <= 0 || slash == name.length() - 1) return null;
    var provider = providers.get(name.substring(0, slash));
    return provider == null ? null : new Model(provider, name.substring(slash + 1));
  }

  public Collection<ModelGroup> groups() {
    return Collections.unmodifiableCollection(groups.values());
  }

  /// Returns the group of exactly that name; null if there is none.
  public @Nullable ModelGroup group(String name) {
    return groups.get(name);
  }

  /// Returns the longest wildcard group that matches; null if none does.
  public @Nullable Match wildcard(String name) {
    for (var group : wildcards) {
      var captured = group.pattern().capture(name);
      if (captured != null) return new Match(group, captured);
    }
    return null;
  }

  /// Returns the first provider whose catalogue lists a bare name; null if none does.
  public @Nullable Provider listing(String name) {
    return bareNames.provider(name);
  }

  /// Returns the providers without a catalogue, in the order in which to ask them for a bare name.
  public List<Provider> withoutList(String name) {
    if (withoutList.size() < 2) return withoutList;
    var ordered = new ArrayList<Provider>(withoutList.size());
    for (var provider : withoutList) if (configured.contains(provider)) ordered.add(provider);
    for (var provider : withoutList) if (makes(provider, name)) addOnce(ordered, provider);
    for (var provider : withoutList) addOnce(ordered, provider);
    return ordered;
  }

  private static void addOnce(List<Provider> ordered, Provider provider) {
    if (!ordered.contains(provider)) ordered.add(provider);
  }

  private boolean makes(Provider provider, String name) {
    var row = builtIn.row(provider.id());
    return row != null && row.makes(name);
  }

  /// Returns the model for an alias, or the newest dated model for an undated name; null if there
  /// is none whose provider is switched on.
  public @Nullable Model alias(String name) {
    var meant = builtIn.aliases().undated().get(name);
    if (meant != null) return qualified(meant);
    if (builtIn.aliases().retired().containsKey(name)) return null;
    var dated = bareNames.dated(name);
    return dated == null ? null : new Model(dated.provider(), dated.model());
  }

  /// True if the name comes from the configuration or a provider's catalogue, not only from a
  /// client.
  public boolean names(String model) {
    if (groups.containsKey(model) || targets.contains(model)) return true;
    if (listing(model) != null || alias(model) != null) return true;
    var qualified = qualified(model);
    if (qualified == null) return false;
    var provider = qualified.provider();
    return provider.models().contains(qualified.name())
        || info(provider.id(), qualified.name()) != null;
  }

  /// Returns the built-in providers that are not switched on.
  public List<BuiltInProvider> switchedOff() {
    return builtIn.rows().values().stream()
        .filter(row -> !providers.containsKey(row.id()))
        .toList();
  }

  /// Returns the rules for requests to a provider's model.
  public ModelRules rules(Provider provider, String model) {
    return rulesBook.rules(provider, model, info(provider.id(), model));
  }

  /// Returns the rules of a provider's model, each with its source.
  public List<ExplainedRule> told(Provider provider, String model) {
    var told = new ArrayList<ExplainedRule>();
    var row = builtIn.row(provider.id());
    boolean own = configured.stream().anyMatch(each -> each.id().equals(provider.id()));
    var source =
        own ? "gateway.yaml providers." + provider.id() : "providers.yaml " + provider.id();
    if (own && row != null) source += " over providers.yaml";
    if (!provider.quirks().isEmpty()) {
      var quirks = provider.quirks().stream().map(Quirk::text).sorted().toList();
      told.add(new ExplainedRule("quirks", quirks, source));
    }
    var traits = provider.traits();
    addTraits(told, "accepts", traits.accepted(), source);
    addTraits(told, "refuses", traits.refused(), source);
    told.addAll(rulesBook.told(provider, model, info(provider.id(), model)));
    return told;
  }

  private static void addTraits(
      List<ExplainedRule> told, String name, Set<Trait> traits, String source) {
    if (traits.isEmpty()) return;
    told.add(new ExplainedRule(name, traits.stream().map(Trait::text).sorted().toList(), source));
  }

  /// Returns the known facts of a provider's model; null if there are none.
  public @Nullable ModelInfo info(String provider, String model) {
    return builtIn.list(lists.get(provider)).get(model);
  }

  /// Returns the list of prices for a provider, which is its own id by default.
  public String prices(String provider) {
    return prices.getOrDefault(provider, provider);
  }
}
