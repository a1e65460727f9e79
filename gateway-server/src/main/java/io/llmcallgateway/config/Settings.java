package io.llmcallgateway.config;

import io.llmcallgateway.model.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The effective configuration, whole and valid in itself; what providers mean is the catalogue's.
///
/// @param host null where nothing was asked for: 0.0.0.0 with a client key, 127.0.0.1 without
/// @param clientKey what a client must present; null for a keyless gateway
/// @param corsOrigins `*` or origins
/// @param bodyLimit the largest request body, bytes
/// @param logRotation the size at which a log file is rolled, bytes
/// @param logRetention days
/// @param providers in the order of gateway.yaml
/// @param models in the order of gateway.yaml
public record Settings(
    Listen listen,
    boolean allowAnonymous,
    @Nullable Secret clientKey,
    boolean metricsPublic,
    List<String> corsOrigins,
    int bodyLimit,
    Duration requestTimeout,
    Duration stopTimeout,
    boolean debug,
    boolean reload,
    LogFiles log,
    Path dataDir,
    @Nullable DefaultUpstream defaultUpstream,
    Map<String, ProviderSettings> providers,
    Map<String, GroupSettings> models,
    Variables variables) {

  /// Where the gateway listens. Port 0 takes any free one.
  public record Listen(@Nullable String host, int port) {}

  /// How the log files are written.
  public record LogFiles(
      Path directory, String level, long rotation, int retention, boolean json) {}

  /// `LITELLM_*`, else `OPENAI_*`. A null key is `none`: a server without keys.
  public record DefaultUpstream(String baseUrl, @Nullable Secret key, String keyVariable) {}
}
