package io.llmcallgateway.cli.calls;

import io.llmcallgateway.api.admin.calls.CallQueries;
import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that select calls, with the names and the checks of the admin API's parameters.
final class FilterOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "not before: 15m, 24h, 7d, 2026-01-31, 2026-01-31T08:00:00Z")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "before; written like --from")
  private @Nullable String to;

  @Option(names = "--model", description = "as asked for or as sent to the provider")
  private List<String> models = new ArrayList<>();

  @Option(names = "--provider", description = "that answered, or was tried last")
  private List<String> providers = new ArrayList<>();

  @Option(names = "--key-id", paramLabel = "ID", description = "the id of the client key")
  private List<String> keys = new ArrayList<>();

  @Option(names = "--state", description = "success, error, refused, cancelled or stopped")
  private List<String> states = new ArrayList<>();

  @Option(names = "--status", description = "such as 429, or 5xx")
  private List<String> statuses = new ArrayList<>();

  @Option(names = "--code", description = "the error's code, such as rate_limit_exceeded")
  private List<String> codes = new ArrayList<>();

  @Option(
      names = "--cost",
      description = "priced, unknown, unused, or differs (the provider says another cost)")
  private List<String> costs = new ArrayList<>();

  @Option(names = "--dialect", description = "the client's: openai, anthropic, gemini, ...")
  private List<String> dialects = new ArrayList<>();

  @Option(names = "--session", description = "session of the call, such as its x-session-id")
  private List<String> sessions = new ArrayList<>();

  @Option(names = "--user", description = "the end user that the request names")
  private List<String> users = new ArrayList<>();

  @Option(names = "--trace", description = "the W3C trace id")
  private @Nullable String trace;

  @Option(names = "--origin", description = "of the error: client, gateway or provider")
  private List<String> origins = new ArrayList<>();

  @Option(names = "--cache", description = "hit or miss of the provider's prompt cache")
  private @Nullable String cache;

  @Option(names = "--operation", description = "chat, completion, embedding or count_tokens")
  private @Nullable String operation;

  @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "a tag; may be repeated")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--not",
      paramLabel = "NAME=VALUE",
      description = "no calls with this value: --not provider=openai, --not tag.team=search")
  private List<String> unwanted = new ArrayList<>();

  @Option(names = "--min-ms", paramLabel = "MS", description = "at least so slow")
  private @Nullable String leastMillis;

  @Option(names = "--min-usd", paramLabel = "USD", description = "at least so expensive")
  private @Nullable String leastDollars;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "at most so many (usual: 20; all where calls are exported)")
  private @Nullable String limit;

  /// Returns the query. Throws a `GatewayException` if an option is invalid.
  CallQuery query(@Nullable String words) {
    return query(words, "20");
  }

  CallQuery query(@Nullable String words, String usualLimit) {
    var given = new LinkedHashMap<String, List<String>>();
    put(given, "from", from);
    put(given, "to", to);
    given.put("model", models);
    given.put("provider", providers);
    given.put("key_id", keys);
    given.put("state", states);
    given.put("status", statuses);
    given.put("code", codes);
    given.put("cost", costs);
    given.put("dialect", dialects);
    given.put("session", sessions);
    given.put("user", users);
    put(given, "trace", trace);
    given.put("origin", origins);
    put(given, "cache", cache);
    put(given, "operation", operation);
    put(given, "min_ms", leastMillis);
    put(given, "min_usd", leastDollars);
    put(given, "q", words);
    put(given, "limit", limit == null ? usualLimit : limit);
    tags.forEach(tag -> add(given, "--tag", "tag.", tag));
    unwanted.forEach(value -> add(given, "--not", "not.", value));
    return CallQueries.of(given, Clock.systemUTC(), ZoneId.systemDefault());
  }

  /// Returns the query with the largest page size, for going through all pages.
  CallQuery pages(@Nullable String words) {
    var given = limit;
    limit = null;
    try {
      return query(words, String.valueOf(CallQuery.MOST));
    } finally {
      limit = given;
    }
  }

  /// Returns the requested number of calls.
  long most() {
    if (limit == null) return Long.MAX_VALUE;
    try {
      long most = Long.parseLong(limit);
      if (most > 0) return most;
    } catch (NumberFormatException _) {
      // reported below
    }
    throw new GatewayException(
        Failure.of(Failure.Kind.INVALID_REQUEST, "'limit' must be a whole number from 1."));
  }

  private static void put(Map<String, List<String>> given, String name, @Nullable String value) {
    if (value != null) given.put(name, List.of(value));
  }

  /// Adds a `NAME=VALUE` to the parameter of that name.
  private static void add(
      Map<String, List<String>> given, String option, String prefix, String value) {
    int at = value.indexOf('=');
    if (at < 1) {
      throw new GatewayException(
          Failure.of(Failure.Kind.INVALID_REQUEST, option + " must be written as NAME=VALUE."));
    }
    given
        .computeIfAbsent(prefix + value.substring(0, at), _ -> new ArrayList<>())
        .add(value.substring(at + 1));
  }
}
