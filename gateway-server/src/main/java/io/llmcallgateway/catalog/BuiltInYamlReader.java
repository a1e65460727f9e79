package io.llmcallgateway.catalog;

import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.Traits;
import io.llmcallgateway.rules.ModelRule;
import io.llmcallgateway.rules.RuleMember;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Reads `providers.yaml`, `aliases.yaml` and `model-rules.yaml`. The files are shipped, so a
/// mistake in them is an exception, which a test finds.
final class BuiltInYamlReader {
  private static final Set<String> MEMBERS =
      Set.of(
          "id",
          "name",
          "dialect",
          "base-url",
          "key",
          "key-optional",
          "auth",
          "headers",
          "quirks",
          "catalogue",
          "makes",
          "on",
          "paths",
          "hosts",
          "accepts",
          "refuses",
          "like",
          "endpoints");

  private static final Set<String> ENDPOINT_MEMBERS =
      Set.of("path", "auth", "headers", "paths", "quirks", "models");

  private static final Set<String> SELECTORS = Set.of("dialect", "provider", "model");

  private BuiltInYamlReader() {}

  static Map<String, BuiltInProvider> rows(InputStream in) {
    var rows = new LinkedHashMap<String, BuiltInProvider>();
    for (var item : list(load(in))) {
      var row = row(map(item), rows);
      if (rows.put(row.id(), row) != null) throw wrong(row.id() + " is there twice");
    }
    return rows;
  }

  private static BuiltInProvider row(
      Map<String, Object> cells, Map<String, BuiltInProvider> before) {
    var id = text(cells, "id");
    if (id == null) throw wrong("a row without id: " + cells);
    var name = text(cells, "name");
    var baseUrl = text(cells, "base-url");
    if (name == null || baseUrl == null) throw wrong(id + " lacks name or base-url");
    for (var member : cells.keySet()) {
      if (!MEMBERS.contains(member)) throw wrong(id + " has the unknown member " + member);
    }
    var dialect = DialectId.of(textOr(cells, "dialect", DialectId.USUAL.text()));
    var auth = ProviderAuth.of(textOr(cells, "auth", "bearer"));
    if (dialect == null || auth == null) throw wrong(id + " has an unknown dialect or auth");
    var like = text(cells, "like");
    var model = like == null ? null : before.get(like);
    if (like != null && model == null) throw wrong(id + " is like no row before it: " + like);
    var quirks = EnumSet.noneOf(Quirk.class);
    if (model != null) quirks.addAll(model.quirks());
    quirks.addAll(quirks(cells));
    return new BuiltInProvider(
        id,
        name,
        dialect,
        new UrlTemplate(baseUrl),
        texts(cells, "key"),
        Boolean.TRUE.equals(cells.get("key-optional")),
        auth,
        strings(cells, "headers"),
        quirks,
        text(cells, "catalogue"),
        patterns(cells, "makes"),
        texts(cells, "on"),
        strings(cells, "paths"),
        strings(cells, "hosts"),
        (model == null ? Traits.UNKNOWN : model.traits())
            .and(traits(cells, "accepts"), traits(cells, "refuses")),
        like,
        endpoints(id, map(cells.getOrDefault("endpoints", Map.of()))));
  }

  private static Set<Trait> traits(Map<String, Object> cells, String name) {
    var traits = EnumSet.noneOf(Trait.class);
    for (var text : texts(cells, name)) {
      var trait = Trait.of(text);
      if (trait == null) throw wrong(name + " has the unknown word " + text);
      traits.add(trait);
    }
    return traits;
  }

  private static List<BuiltInEndpoint> endpoints(String id, Map<String, Object> given) {
    var endpoints = new ArrayList<BuiltInEndpoint>();
    given.forEach((name, value) -> endpoints.add(endpoint(id, name, map(value))));
    return endpoints;
  }

  private static BuiltInEndpoint endpoint(String id, String name, Map<String, Object> cells) {
    for (var member : cells.keySet()) {
      if (!ENDPOINT_MEMBERS.contains(member)) throw wrong(id + ", " + name + ": " + member);
    }
    var dialect = DialectId.of(name);
    var auth = text(cells, "auth");
    if (dialect == null || (auth != null && ProviderAuth.of(auth) == null)) {
      throw wrong(id + " has an endpoint of an unknown dialect or auth: " + name);
    }
    return new BuiltInEndpoint(
        dialect,
        text(cells, "path"),
        auth == null ? null : ProviderAuth.of(auth),
        strings(cells, "headers"),
        strings(cells, "paths"),
        quirks(cells),
        patterns(cells, "models"));
  }

  private static Set<Quirk> quirks(Map<String, Object> cells) {
    var quirks = EnumSet.noneOf(Quirk.class);
    for (var quirk : texts(cells, "quirks")) quirks.add(Quirk.valueOf(quirk));
    return quirks;
  }

  private static List<NamePattern> patterns(Map<String, Object> cells, String name) {
    var patterns = new ArrayList<NamePattern>();
    for (var pattern : texts(cells, name)) patterns.add(new NamePattern(pattern));
    return patterns;
  }

  private static Map<String, String> strings(Map<String, Object> cells, String name) {
    var strings = new LinkedHashMap<String, String>();
    map(cells.getOrDefault(name, Map.of())).forEach((k, v) -> strings.put(k, v.toString()));
    return strings;
  }

  static List<ModelRule> rules(InputStream in) {
    var rules = new ArrayList<ModelRule>();
    for (var item : list(load(in))) rules.add(rule(map(item)));
    return rules;
  }

  private static ModelRule rule(Map<String, Object> cells) {
    var values = new EnumMap<RuleMember, List<String>>(RuleMember.class);
    for (var name : cells.keySet()) {
      if (SELECTORS.contains(name)) continue;
      var member = RuleMember.of(name);
      if (member == null) throw wrong("a rule has the unknown member " + name);
      var problem = member.problem(texts(cells, name));
      if (problem != null) throw wrong(name + " of " + cells + " " + problem);
      values.put(member, texts(cells, name));
    }
    return new ModelRule(
        texts(cells, "dialect"), texts(cells, "provider"), texts(cells, "model"), values);
  }

  static ModelAliases aliases(InputStream in) {
    var page = map(load(in));
    var undated = new LinkedHashMap<String, String>();
    map(page.getOrDefault("undated", Map.of())).forEach((k, v) -> undated.put(k, v.toString()));
    var retired = new LinkedHashMap<String, List<String>>();
    var names = map(page.getOrDefault("retired", Map.of()));
    for (var name : names.keySet()) retired.put(name, texts(names, name));
    return new ModelAliases(undated, retired);
  }

  private static Object load(InputStream in) {
    var settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    return new Load(settings).loadFromInputStream(in);
  }

  private static List<?> list(Object value) {
    if (value instanceof List<?> list) return list;
    throw wrong("a list is expected, not " + value);
  }

  private static Map<String, Object> map(Object value) {
    if (!(value instanceof Map<?, ?> map)) throw wrong("a map is expected, not " + value);
    var named = new LinkedHashMap<String, Object>();
    map.forEach((k, v) -> named.put(k.toString(), v));
    return named;
  }

  private static @Nullable String text(Map<String, Object> cells, String name) {
    var value = cells.get(name);
    return value == null ? null : value.toString();
  }

  private static String textOr(Map<String, Object> cells, String name, String otherwise) {
    var value = text(cells, name);
    return value == null ? otherwise : value;
  }

  private static List<String> texts(Map<String, Object> cells, String name) {
    var value = cells.get(name);
    if (value == null) return List.of();
    var texts = new ArrayList<String>();
    if (!(value instanceof List<?> list)) return List.of(value.toString());
    addTexts(list, texts);
    return texts;
  }

  /// Adds the texts of a list. Nested lists are flattened, so that an anchor can be part of a list.
  private static void addTexts(List<?> list, List<String> texts) {
    for (var item : list) {
      if (item instanceof List<?> inner) addTexts(inner, texts);
      else texts.add(String.valueOf(item));
    }
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what);
  }
}
