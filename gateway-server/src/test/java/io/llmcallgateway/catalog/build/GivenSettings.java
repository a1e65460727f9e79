package io.llmcallgateway.catalog.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.config.CommandLineFlags;
import io.llmcallgateway.config.ConfigException;
import io.llmcallgateway.config.ConfigLoader;
import io.llmcallgateway.config.Problem;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Variables and a gateway.yaml, a line for each provider and each group, read as at a start.
final class GivenSettings {
  static final BuiltInData BUILT_IN = BuiltInData.load();

  private final Map<String, String> variables = new LinkedHashMap<>();
  private final List<String> providers = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();

  GivenSettings variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  GivenSettings defaultUpstream(String baseUrl, @Nullable String key) {
    return variable("LITELLM_BASE_URL", baseUrl)
        .variable("LITELLM_API_KEY", key == null ? "none" : key);
  }

  GivenSettings provider(
      String id, @Nullable String dialect, @Nullable String baseUrl, @Nullable String key) {
    var members = new LinkedHashMap<String, String>();
    if (dialect != null) members.put("dialect", dialect);
    if (baseUrl != null) members.put("base-url", baseUrl);
    if (key != null) members.put("api-key", key);
    return provider(json(id) + ": " + json(members));
  }

  /// @param line such as `own: { dialect: openai }`
  GivenSettings provider(String line) {
    providers.add(line);
    return this;
  }

  GivenSettings group(String name, String strategy, List<String> targets, String... fallbacks) {
    var members = new LinkedHashMap<String, Object>();
    members.put("targets", targets);
    members.put("strategy", strategy);
    if (fallbacks.length > 0) members.put("fallbacks", List.of(fallbacks));
    groups.add(json(name) + ": " + json(members));
    return this;
  }

  private static String json(Object value) {
    return Json.MAPPER.writeValueAsString(value);
  }

  /// The catalogue of valid settings.
  Catalog catalog() {
    try {
      var built = build();
      assertThat(built.problems()).isEmpty();
      return built.catalog();
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
  }

  /// What is wrong, of the settings themselves or in the light of the built-in providers.
  List<String> problems() {
    List<Problem> found;
    try {
      found = build().problems();
    } catch (ConfigException e) {
      found = e.problems();
    }
    return found.stream().map(Problem::toString).toList();
  }

  private CatalogBuilder.Result build() throws ConfigException {
    var yaml = new StringBuilder();
    section(yaml, "providers", providers);
    section(yaml, "models", groups);
    try {
      var folder = Files.createTempDirectory("given-settings");
      try {
        Files.writeString(folder.resolve("gateway.yaml"), yaml);
        var flags = new CommandLineFlags(null, null, null);
        var loaded = ConfigLoader.load(variables, folder, flags);
        return CatalogBuilder.build(loaded, BUILT_IN, BUILT_IN.prices().lists()::keySet);
      } finally {
        Files.delete(folder.resolve("gateway.yaml"));
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void section(StringBuilder yaml, String name, List<String> lines) {
    if (lines.isEmpty()) return;
    yaml.append(name).append(":\n");
    for (var line : lines) yaml.append("  ").append(line).append('\n');
  }
}
