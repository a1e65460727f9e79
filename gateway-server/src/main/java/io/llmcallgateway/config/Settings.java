package io.llmcallgateway.config;

import io.llmcallgateway.model.Currency;
import io.llmcallgateway.model.Secret;
import io.llmcallgateway.rules.ModelRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The effective configuration, whole and valid in itself; what providers mean is the catalogue's.
///
/// @param clientKey what a client must present; null for a keyless gateway
/// @param corsOrigins `*` or origins
/// @param bodyLimit the largest request body, bytes
/// @param memoryShare what calls may hold of the heap at a time, percent
/// @param stopDelay between readiness that says no and the end of taking calls
/// @param providers in the order of gateway.yaml
/// @param models in the order of gateway.yaml
/// @param rules in the order of gateway.yaml
public record Settings(
    Listen listen,
    boolean allowAnonymous,
    @Nullable Secret clientKey,
    boolean metricsPublic,
    List<String> corsOrigins,
    int bodyLimit,
    int memoryShare,
    Duration requestTimeout,
    FirstTokenTimeouts timeouts,
    Duration stopDelay,
    Duration stopTimeout,
    boolean debug,
    boolean reload,
    LogFiles log,
    Path dataDir,
    JournalSettings journal,
    CostSettings costs,
    OtelSettings otel,
    AlertSettings alerts,
    @Nullable DefaultUpstream defaultUpstream,
    Map<String, ProviderSettings> providers,
    Map<String, GroupSettings> models,
    List<ModelRule> rules,
    Network network,
    Variables variables) {
  public Settings {
    corsOrigins = List.copyOf(corsOrigins);
    providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
    rules = List.copyOf(rules);
    models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
  }

  /// The address to listen on: open to others only behind a key.
  public String effectiveHost() {
    var asked = listen.host();
    if (asked != null) return asked;
    return clientKey == null ? "127.0.0.1" : "0.0.0.0";
  }

  /// The network around the gateway.
  ///
  /// @param trustedProxies whose word is taken for where a request came from
  /// @param proxies by which requests leave
  /// @param authorities a file of certificates that are trusted beside the public ones, or null
  public record Network(AddressRanges trustedProxies, Proxies proxies, @Nullable Path authorities) {
    /// Nothing but the gateway itself.
    public static final Network NONE = new Network(AddressRanges.NONE, Proxies.NONE, null);
  }

  /// Where the gateway listens. Port 0 takes any free one; host is null where nothing was asked
  /// for.
  public record Listen(@Nullable String host, int port) {}

  /// The settings of the log files.
  ///
  /// @param rotation the size at which a file is rolled, in bytes
  /// @param retention how many days before today are kept
  /// @param totalSize what the files of all logs may take together, in bytes
  public record LogFiles(
      Path directory, String level, long rotation, int retention, long totalSize, boolean json) {}

  /// Holds what is kept of calls, and for how long.
  ///
  /// @param payloads full | metadata | off
  /// @param payloadLimit what is kept of a body, in bytes
  /// @param size what the journal may take on disk, in bytes
  /// @param spool what may wait for the journal's database, in bytes
  /// @param redact names and regular expressions of what is masked
  /// @param keys what `payloads` says, by the id of a client key
  public record JournalSettings(
      String payloads,
      int payloadLimit,
      Duration keepCalls,
      Duration keepPayloads,
      long size,
      long spool,
      List<String> redact,
      Map<String, String> keys) {
    /// The choices for `payloads`.
    public static final List<String> PAYLOADS = List.of("full", "metadata", "off");

    public JournalSettings {
      redact = List.copyOf(redact);
      keys = Map.copyOf(keys);
    }
  }

  /// States how costs are told.
  ///
  /// @param inStreams in each stream that tells its usage, asked or not
  /// @param display the currency beside US dollars
  public record CostSettings(boolean inStreams, Currency display) {}

  /// Where calls are told by OpenTelemetry's protocol.
  ///
  /// @param traces the whole URL that takes spans; null where none are sent
  /// @param metrics the whole URL that takes metrics; null where none are sent
  /// @param headers of each request to them
  /// @param resource what describes this gateway, beside its service name
  /// @param sampler one of `SAMPLERS`
  /// @param ratio what share of traces the samplers by ratio take, from 0 to 1
  /// @param interval between two reports of metrics
  /// @param content whether spans hold what was asked and answered
  public record OtelSettings(
      @Nullable String traces,
      @Nullable String metrics,
      Map<String, Secret> headers,
      String service,
      Map<String, String> resource,
      String sampler,
      double ratio,
      Duration interval,
      boolean content) {
    /// The choices for `sampler`, as OpenTelemetry's specification names them.
    public static final List<String> SAMPLERS =
        List.of(
            "parentbased_always_on",
            "parentbased_always_off",
            "parentbased_traceidratio",
            "always_on",
            "always_off",
            "traceidratio");

    /// Nothing is sent.
    public static final OtelSettings NONE =
        new OtelSettings(
            null,
            null,
            Map.of(),
            "llmcallgateway",
            Map.of(),
            SAMPLERS.getFirst(),
            1,
            Duration.ofSeconds(60),
            false);

    public OtelSettings {
      headers = Map.copyOf(headers);
      resource = Map.copyOf(resource);
    }

    /// Whether anything is sent.
    public boolean on() {
      return traces != null || metrics != null;
    }
  }

  /// `LITELLM_*`, else `OPENAI_*`. A null key is `none`: a server without keys.
  public record DefaultUpstream(String baseUrl, @Nullable Secret key, String keyVariable) {}
}
