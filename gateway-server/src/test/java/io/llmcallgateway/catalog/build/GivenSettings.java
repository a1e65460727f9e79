package io.llmcallgateway.catalog.build;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.config.AlertSettings;
import io.llmcallgateway.config.FirstTokenTimeouts;
import io.llmcallgateway.config.GroupSettings;
import io.llmcallgateway.config.GroupSettings.TargetSettings;
import io.llmcallgateway.config.Problem;
import io.llmcallgateway.config.ProviderSettings;
import io.llmcallgateway.config.Settings;
import io.llmcallgateway.config.Variables;
import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Settings for tests of the catalogue, as the loader would hand them over.
final class GivenSettings {
  static final BuiltInData BUILT_IN = BuiltInData.load();

  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Map<String, ProviderSettings> providers = new LinkedHashMap<>();
  private final Map<String, GroupSettings> groups = new LinkedHashMap<>();
  private Settings.@Nullable DefaultUpstream defaultUpstream;

  GivenSettings variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  GivenSettings defaultUpstream(String baseUrl, @Nullable String key) {
    var secret = key == null ? null : new Secret(key);
    defaultUpstream = new Settings.DefaultUpstream(baseUrl, secret, "LITELLM_API_KEY");
    return this;
  }

  GivenSettings provider(
      String id, @Nullable String dialect, @Nullable String baseUrl, @Nullable String key) {
    var secret = key == null ? null : new Secret(key);
    return provider(
        new ProviderSettings(
            id, dialect, baseUrl, secret, null, Map.of(), List.of(), List.of(), null, Map.of()));
  }

  GivenSettings provider(ProviderSettings provider) {
    providers.put(provider.id(), provider);
    return this;
  }

  GivenSettings group(String name, String strategy, List<String> targets, String... fallbacks) {
    var all = new ArrayList<TargetSettings>();
    for (var target : targets) all.add(new TargetSettings(target, 1));
    groups.put(name, new GroupSettings(name, all, strategy, List.of(fallbacks), false));
    return this;
  }

  GivenSettings group(GroupSettings group) {
    groups.put(group.name(), group);
    return this;
  }

  CatalogBuilder.Assembled assemble() {
    return CatalogBuilder.assemble(settings(), BUILT_IN, BUILT_IN.prices().lists()::keySet);
  }

  List<String> problems() {
    return assemble().problems().stream().map(Problem::toString).toList();
  }

  private Settings settings() {
    return new Settings(
        new Settings.Listen(null, 0),
        false,
        null,
        false,
        List.of("*"),
        1 << 20,
        50,
        Duration.ofSeconds(120),
        FirstTokenTimeouts.NONE,
        Duration.ZERO,
        Duration.ofSeconds(30),
        false,
        false,
        new Settings.LogFiles(Path.of("logs"), "INFO", 1 << 20, 7, 1L << 30, false),
        Path.of("data"),
        new Settings.JournalSettings(
            "full",
            4 << 20,
            Duration.ofDays(365),
            Duration.ofDays(7),
            20L << 30,
            1L << 30,
            List.of(),
            Map.of()),
        new Settings.CostSettings(false, Currency.USD),
        Settings.OtelSettings.NONE,
        AlertSettings.NONE,
        defaultUpstream,
        providers,
        groups,
        List.of(),
        Settings.Network.NONE,
        new Variables(variables, Map.of()));
  }
}
