package io.llmcallgateway.catalog.build;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.BuiltInProvider;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.config.ProviderSettings;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ProviderAuth;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.model.Traits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builds the providers of gateway.yaml, based on the built-in ones of the same name.
record ProviderBuilder(
    BuiltInData builtIn,
    BuiltInProviderBuilder rows,
    PriceLists priceLists,
    CatalogProblems problems) {

  /// Returns a provider with its known data; null if a problem was added.
  Catalog.@Nullable Entry build(ProviderSettings given) {
    int before = problems.count();
    var path = "providers." + given.id();
    var row = builtIn.row(given.id());
    var like = like(given, row, path);
    var dialect = dialect(given, row, like, path);
    var prices = prices(given, path);
    var baseUrl = baseUrl(given, row, path);
    var key = key(given, row, path);
    if (problems.count() > before || dialect == null || baseUrl == null) return null;
    var speaks = row != null && row.dialect() == dialect ? row : null;
    var main =
        new Provider(
            given.id(),
            dialect,
            baseUrl,
            auth(given, dialect, speaks),
            key,
            given.options().headersOver(row == null ? Map.of() : row.headers()),
            quirks(given, like),
            given.models().isEmpty() && row != null ? rows.models(row) : given.models(),
            paths(given, speaks),
            traits(given, like, dialect),
            given.like() != null ? given.like() : row == null ? null : row.like());
    var whole = EndpointBuilder.complete(given, main, speaks, problems);
    if (problems.count() > before) return null;
    var list = given.prices();
    boolean known = list != null && builtIn.lists().containsKey(list);
    return new Catalog.Entry(whole, known || row == null ? list : row.catalogue(), prices);
  }

  private @Nullable DialectId dialect(
      ProviderSettings given,
      @Nullable BuiltInProvider row,
      @Nullable BuiltInProvider like,
      String path) {
    if (given.dialect() != null) return given.dialect();
    if (row != null) return row.dialect();
    if (like != null) return like.dialect();
    problems.add(path, "is not a built-in provider: give dialect and base-url");
    return null;
  }

  /// Returns the authentication of a provider.
  ///
  /// @param row the built-in provider if it has the same dialect; else null
  private static ProviderAuth auth(
      ProviderSettings given, DialectId dialect, @Nullable BuiltInProvider row) {
    if (given.options().auth() != null) return given.options().auth();
    return row == null ? dialect.usualAuth() : row.auth();
  }

  /// Returns the built-in provider on which it is based: the one in `like`, else the one of its own
  /// name.
  private @Nullable BuiltInProvider like(
      ProviderSettings given, @Nullable BuiltInProvider row, String path) {
    if (given.like() == null) return row;
    var like = builtIn.row(given.like());
    if (like == null)
      problems.add(path + ".like", "'" + given.like() + "' is no built-in provider");
    return like;
  }

  private static Traits traits(
      ProviderSettings given, @Nullable BuiltInProvider like, DialectId dialect) {
    var known = like != null && like.dialect() == dialect ? like.traits() : Traits.UNKNOWN;
    return known.and(given.traits().accepts(), given.traits().refuses());
  }

  private static Set<Quirk> quirks(ProviderSettings given, @Nullable BuiltInProvider like) {
    if (!given.options().quirks().isEmpty()) return given.options().quirks();
    return like == null ? Set.of() : like.quirks();
  }

  private static Map<String, String> paths(ProviderSettings given, @Nullable BuiltInProvider row) {
    var paths = new LinkedHashMap<String, String>(row == null ? Map.of() : row.paths());
    paths.putAll(given.options().paths());
    return paths;
  }

  /// Returns the list of prices, by default the provider's own, which may not exist.
  private String prices(ProviderSettings given, String path) {
    var name = given.prices();
    if (name == null) return given.id();
    var known = priceLists.names();
    if (!known.contains(name)) problems.unknown(path + ".prices", name, List.copyOf(known));
    return name;
  }

  private @Nullable String baseUrl(
      ProviderSettings given, @Nullable BuiltInProvider row, String path) {
    var url = given.options().baseUrl();
    if (url != null) return url.toString();
    if (row != null) return rows.baseUrl(row, given.key() == null ? rows.keyVariable(row) : null);
    if (given.dialect() != null || given.like() != null) {
      problems.add(path, "is not a built-in provider: give dialect and base-url");
    }
    return null;
  }

  private @Nullable Secret key(ProviderSettings given, @Nullable BuiltInProvider row, String path) {
    if (given.key() != null) return given.key().secret();
    if (row == null) return null;
    boolean needed = !row.keyOptional() && row.on().isEmpty() && rows.keyVariable(row) == null;
    if (needed) {
      problems.add(
          path,
          "has no key: give api-key (none for a server without keys) or set "
              + String.join(" or ", row.key()));
    }
    return rows.key(row);
  }
}
