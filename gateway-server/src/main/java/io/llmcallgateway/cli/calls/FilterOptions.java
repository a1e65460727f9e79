package io.llmcallgateway.cli.calls;

import io.llmcallgateway.api.admin.calls.CallQueries;
import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
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
  private @Nullable String model;

  @Option(names = "--provider", description = "that answered, or was tried last")
  private @Nullable String provider;

  @Option(names = "--key-id", paramLabel = "ID", description = "the id of the client key")
  private @Nullable String key;

  @Option(names = "--state", description = "success, error, refused, cancelled or stopped")
  private @Nullable String state;

  @Option(names = "--status", description = "such as 429, or 5xx")
  private @Nullable String status;

  @Option(names = "--code", description = "the error's code, such as rate_limit_exceeded")
  private @Nullable String code;

  @Option(
      names = "--cost",
      description = "priced, unknown, unused, or differs (the provider says another cost)")
  private @Nullable String cost;

  @Option(names = "--dialect", description = "the client's: openai, anthropic, gemini, ...")
  private @Nullable String dialect;

  @Option(names = "--session", description = "x-session-id of the call")
  private @Nullable String session;

  @Option(names = "--user", description = "the end user that the request names")
  private @Nullable String user;

  @Option(names = "--trace", description = "the W3C trace id")
  private @Nullable String trace;

  @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "a tag; may be repeated")
  private Map<String, String> tags = new LinkedHashMap<>();

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
    var given = new LinkedHashMap<String, String>();
    put(given, "from", from);
    put(given, "to", to);
    put(given, "model", model);
    put(given, "provider", provider);
    put(given, "key_id", key);
    put(given, "state", state);
    put(given, "status", status);
    put(given, "code", code);
    put(given, "cost", cost);
    put(given, "dialect", dialect);
    put(given, "session", session);
    put(given, "user", user);
    put(given, "trace", trace);
    put(given, "min_ms", leastMillis);
    put(given, "min_usd", leastDollars);
    put(given, "q", words);
    put(given, "limit", limit == null ? usualLimit : limit);
    tags.forEach((name, value) -> given.put("tag." + name, value));
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

  private static void put(Map<String, String> given, String name, @Nullable String value) {
    if (value != null) given.put(name, value);
  }
}
