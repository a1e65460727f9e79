package io.llmcallgateway.config;

import io.llmcallgateway.model.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Settings of who may call the gateway.
///
/// @param clientKey the key that a client must present; null for a keyless gateway
/// @param allowAnonymous true if other machines may call a keyless gateway
/// @param metricsPublic true if metrics are served without a key
/// @param corsOrigins `*` or origins of web pages
public record AccessSettings(
    @Nullable Secret clientKey,
    boolean allowAnonymous,
    boolean metricsPublic,
    List<String> corsOrigins) {
  public AccessSettings {
    corsOrigins = List.copyOf(corsOrigins);
  }
}
