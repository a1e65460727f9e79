package io.llmcallgateway.config;

import io.llmcallgateway.model.Secret;
import org.jspecify.annotations.Nullable;

/// The key that is given for a provider.
///
/// @param secret null for a server without keys, which is written `none`
public record ProviderKey(@Nullable Secret secret) {
  private static final String NONE = "none";

  /// The key that a text means.
  public static ProviderKey of(String text) {
    return new ProviderKey(text.equals(NONE) ? null : new Secret(text));
  }
}
