package io.llmcallgateway.config;

import io.llmcallgateway.model.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The upstream for models that nothing else claims: `LITELLM_*`, else `OPENAI_*`.
///
/// @param key null for a server without keys
public record DefaultUpstream(URI baseUrl, @Nullable Secret key, String keyVariable) {}
