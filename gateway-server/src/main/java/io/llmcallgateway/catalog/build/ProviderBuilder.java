package io.llmcallgateway.catalog.build;

import io.llmcallgateway.catalog.BuiltInData;
import io.llmcallgateway.catalog.BuiltInProvider;
import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.catalog.UrlTemplate;
import io.llmcallgateway.config.BaseUrl;
import io.llmcallgateway.config.Loopback;
import io.llmcallgateway.config.Problem;
import io.llmcallgateway.config.ProviderSettings;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.Traits;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes one provider after another out of rows, variables and gateway.yaml, and lists what is
/// wrong.
final class ProviderBuilder {
  /// The id of a default upstream that no built-in row knows.
  static final String DEFAULT = "default";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  /// What is written where a server has no keys.
  private static final String NO_KEY = "none";

  private final BuiltInData builtIn;
  private final Function<String, @Nullable String> variables;
  private final int ownPort;
  private final List<Problem> problems;
  private final Supplier<? extends Set<String>> priceLists;

  /// @param ownPort the gateway's own, where no provider is
  /// @param priceLists the lists of prices that there are
  ProviderBuilder(
      BuiltInData builtIn,
      Supplier<? extends Set<String>> priceLists,
      Function<String, @Nullable String> variables,
      int ownPort,
      List<Problem> problems) {
    this.ownPort = ownPort;
    this.builtIn = builtIn;
    this.priceLists = priceLists;
    this.variables = variables;
    this.problems = problems;
  }

  /// Whether a row's usual variables switch it on.
  boolean isSwitchedOn(BuiltInProvider row) {
    if (keyVariable(row) != null) return true;
    for (var together : row.on()) {
      if (List.of(together.split("\\+", -1)).stream().allMatch(this::isSet)) return true;
    }
    if (!row.keyOptional()) return false;
    for (var reference : row.baseUrl().references()) {
      if (variables.apply(reference.variable()) != null) return true;
    }
    return false;
  }

  private boolean isSet(String variable) {
    return variables.apply(variable) != null;
  }

  private @Nullable String keyVariable(BuiltInProvider row) {
    for (var name : row.key()) if (variables.apply(name) != null) return name;
    return null;
  }

  private @Nullable Secret usualKey(BuiltInProvider row) {
    var name = keyVariable(row);
    var key = name == null ? null : variables.apply(name);
    return key == null || key.equals(NO_KEY) ? null : new Secret(key);
  }

  /// A row as its variables have it, or null where something is missing.
  Catalog.@Nullable Entry fromVariables(BuiltInProvider row) {
    var baseUrl = usualBaseUrl(row, keyVariable(row));
    return baseUrl == null ? null : entry(row, baseUrl, usualKey(row));
  }

  /// A row with another base URL and key, as the default upstream has them.
  Catalog.Entry asRow(BuiltInProvider row, String baseUrl, @Nullable Secret key) {
    var usual = row.baseUrl().fill(_ -> null);
    var path = URI.create(baseUrl).getPath();
    boolean bare = path == null || path.isEmpty() || path.equals("/");
    var whole = bare && usual != null ? usual : UrlTemplate.withoutTrailingSlashes(baseUrl);
    if (bare || row.dialect() == Provider.Dialect.OPENAI) return entry(row, whole, key);
    // A vendor's OpenAI-compatible endpoint, which the default upstream's path leads to.
    var models = List.copyOf(builtIn.list(row.catalogue()).keySet());
    var provider =
        new Provider(
            row.id(),
            Provider.Dialect.OPENAI,
            whole,
            Provider.Auth.BEARER,
            key,
            Map.of(),
            Set.of(),
            models,
            Map.of());
    return new Catalog.Entry(provider, row.catalogue(), row.id());
  }

  private Catalog.Entry entry(BuiltInProvider row, String baseUrl, @Nullable Secret key) {
    var models = List.copyOf(builtIn.list(row.catalogue()).keySet());
    var provider =
        new Provider(
            row.id(),
            row.dialect(),
            baseUrl,
            row.auth(),
            key,
            row.headers(),
            row.quirks(),
            models,
            row.paths(),
            row.traits(),
            row.like(),
            row.endpoints(baseUrl),
            null);
    return new Catalog.Entry(provider, row.catalogue(), row.id());
  }

  private @Nullable String usualBaseUrl(BuiltInProvider row, @Nullable String keyVariable) {
    for (var missing : row.baseUrl().missing(variables)) {
      // Rows of one account need the same variables: one word is enough.
      if (problems.stream().anyMatch(problem -> problem.path().equals(missing))) continue;
      var switchedOnBy = keyVariable == null ? "gateway.yaml" : keyVariable;
      problems.add(
          new Problem(
              missing,
              "is needed by the provider "
                  + row.id()
                  + ", which "
                  + switchedOnBy
                  + " switches on"));
    }
    var filled = row.baseUrl(variables);
    return filled != null && isUrl("providers." + row.id() + ".base-url", filled) ? filled : null;
  }

  /// A provider as gateway.yaml has it, over the built-in row of that name where there is one.
  Catalog.@Nullable Entry configured(ProviderSettings given) {
    int before = problems.size();
    var path = "providers." + given.id();
    requireId(given.id(), path);
    var row = builtIn.row(given.id());
    var like = like(given, row, path);
    var dialect = dialect(given, row, like, path);
    var auth = auth(given, row, dialect, path);
    var quirks = quirks(given, like, path);
    var traits = traits(given, like, dialect, path);
    var prices = prices(given, path);
    var baseUrl = baseUrl(given, row, path);
    var key = key(given, row, path);
    if (problems.size() > before || dialect == null || baseUrl == null) return null;
    var headers = new LinkedHashMap<String, String>(row == null ? Map.of() : row.headers());
    headers.putAll(given.headers());
    var models = given.models();
    if (models.isEmpty() && row != null) {
      models = List.copyOf(builtIn.list(row.catalogue()).keySet());
    }
    var paths = new LinkedHashMap<String, String>();
    if (row != null && row.dialect() == dialect) paths.putAll(row.paths());
    paths.putAll(given.paths());
    var provider =
        new Provider(
            given.id(),
            dialect,
            baseUrl,
            auth,
            key,
            headers,
            quirks,
            models,
            paths,
            traits,
            given.like() != null ? given.like() : row == null ? null : row.like());
    var whole =
        EndpointBuilder.complete(
            given, provider, row != null && row.dialect() == dialect ? row : null, problems);
    if (problems.size() > before) return null;
    var list = given.prices();
    var known = list != null && builtIn.lists().containsKey(list);
    return new Catalog.Entry(whole, known || row == null ? list : row.catalogue(), prices);
  }

  private void requireId(String id, String path) {
    if (!ID.matcher(id).matches()) {
      problems.add(
          new Problem(path, "a provider's name has letters, digits, '.', '_' and '-' only"));
    } else if (id.equals(Catalog.DEMO) || id.equals(DEFAULT)) {
      problems.add(new Problem(path, "the name is the gateway's own; take another one"));
    }
  }

  private Provider.@Nullable Dialect dialect(
      ProviderSettings given,
      @Nullable BuiltInProvider row,
      @Nullable BuiltInProvider like,
      String path) {
    var text = given.dialect();
    if (text == null) {
      if (row != null) return row.dialect();
      if (like != null) return like.dialect();
      problems.add(new Problem(path, "is not a built-in provider: give dialect and base-url"));
      return null;
    }
    var dialect = Provider.Dialect.of(text);
    if (dialect == null) {
      unknown(
          path + ".dialect",
          text,
          Arrays.stream(Provider.Dialect.values()).map(Provider.Dialect::text).toList());
    }
    return dialect;
  }

  private Provider.Auth auth(
      ProviderSettings given,
      @Nullable BuiltInProvider row,
      Provider.@Nullable Dialect dialect,
      String path) {
    boolean same = dialect == null || (row != null && dialect == row.dialect());
    var usual = row == null || !same ? usualAuth(dialect) : row.auth();
    if (given.auth() == null) return usual;
    var auth = Provider.Auth.of(given.auth());
    if (auth != null) return auth;
    unknown(
        path + ".auth",
        given.auth(),
        Arrays.stream(Provider.Auth.values()).map(Provider.Auth::text).toList());
    return usual;
  }

  private static Provider.Auth usualAuth(Provider.@Nullable Dialect dialect) {
    return switch (dialect) {
      case ANTHROPIC -> Provider.Auth.X_API_KEY;
      case GEMINI -> Provider.Auth.X_GOOG_API_KEY;
      case BEDROCK -> Provider.Auth.AWS;
      case OPENAI, RESPONSES, COHERE, OLLAMA -> Provider.Auth.BEARER;
      case null -> Provider.Auth.BEARER;
    };
  }

  /// The row whose ways it has: the one it names, else its own.
  private @Nullable BuiltInProvider like(
      ProviderSettings given, @Nullable BuiltInProvider row, String path) {
    if (given.like() == null) return row;
    var like = builtIn.row(given.like());
    if (like == null) {
      problems.add(new Problem(path + ".like", "'" + given.like() + "' is no built-in provider"));
    }
    return like;
  }

  private Traits traits(
      ProviderSettings given,
      @Nullable BuiltInProvider like,
      Provider.@Nullable Dialect dialect,
      String path) {
    var known = like != null && like.dialect() == dialect ? like.traits() : Traits.UNKNOWN;
    return known.and(
        traits(given.accepts(), path + ".accepts"), traits(given.refuses(), path + ".refuses"));
  }

  private Set<Trait> traits(List<String> texts, String path) {
    var traits = EnumSet.noneOf(Trait.class);
    for (var text : texts) {
      var trait = Trait.of(text);
      if (trait != null) traits.add(trait);
      else unknown(path, text, Arrays.stream(Trait.values()).map(Trait::text).toList());
    }
    return traits;
  }

  private Set<Quirk> quirks(ProviderSettings given, @Nullable BuiltInProvider like, String path) {
    if (given.quirks().isEmpty()) return like == null ? Set.of() : like.quirks();
    var quirks = EnumSet.noneOf(Quirk.class);
    for (var text : given.quirks()) {
      var quirk = Quirk.of(text);
      if (quirk != null) quirks.add(quirk);
      else {
        unknown(path + ".quirks", text, Arrays.stream(Quirk.values()).map(Quirk::text).toList());
      }
    }
    return quirks;
  }

  /// The list of prices; the provider's own, which may not exist, where nothing is said.
  private String prices(ProviderSettings given, String path) {
    var name = given.prices();
    if (name == null) return given.id();
    var known = priceLists.get();
    if (!known.contains(name)) unknown(path + ".prices", name, List.copyOf(known));
    return name;
  }

  private @Nullable String baseUrl(
      ProviderSettings given, @Nullable BuiltInProvider row, String path) {
    if (given.baseUrl() != null) {
      var url = UrlTemplate.withoutTrailingSlashes(given.baseUrl());
      return isUrl(path + ".base-url", url) ? url : null;
    }
    if (row != null) return usualBaseUrl(row, given.apiKey() == null ? keyVariable(row) : null);
    if (given.dialect() != null) {
      problems.add(new Problem(path, "is not a built-in provider: give dialect and base-url"));
    }
    return null;
  }

  private @Nullable Secret key(ProviderSettings given, @Nullable BuiltInProvider row, String path) {
    var key = given.apiKey();
    if (key != null) return key.reveal().equals(NO_KEY) ? null : key;
    if (row == null) return null;
    boolean needed = !row.keyOptional() && row.on().isEmpty() && keyVariable(row) == null;
    if (needed) {
      problems.add(
          new Problem(
              path,
              "has no key: give api-key (none for a server without keys) or set "
                  + String.join(" or ", row.key())));
    }
    return usualKey(row);
  }

  private boolean isUrl(String path, String text) {
    try {
      var url = new URI(text);
      var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      boolean plain =
          url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
      boolean own =
          ownPort != 0
              && url.getHost() != null
              && url.getPort() == ownPort
              && Loopback.contains(url.getHost());
      if (own) {
        problems.add(new Problem(path, "is this gateway's own address; it would call itself"));
        return false;
      }
      if (web && plain && url.getHost() != null) {
        var call = BaseUrl.callTrouble(text);
        if (call != null) problems.add(new Problem(path, call));
        return call == null;
      }
    } catch (URISyntaxException _) {
      // told below, like any other text that is no address
    }
    // Without the text itself, which may hold a password.
    problems.add(new Problem(path, "is not an http or https URL without user, query and fragment"));
    return false;
  }

  private void unknown(String path, String text, List<String> known) {
    problems.add(new Problem(path, "'" + text + "' is not one of " + String.join(", ", known)));
  }

  /// The built-in row whose usual host that is; servers of one's own have no host to tell by.
  @Nullable BuiltInProvider rowOfHost(String baseUrl) {
    var host = host(baseUrl);
    if (host == null || LOCAL.contains(host)) return null;
    for (var row : builtIn.rows().values()) {
      var usual = row.baseUrl().fill(_ -> null);
      if (usual != null && host.equals(host(usual))) return row;
    }
    return null;
  }

  private static @Nullable String host(String url) {
    try {
      var host = new URI(url).getHost();
      return host == null ? null : host.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException _) {
      return null; // the settings' loader has told of it
    }
  }
}
