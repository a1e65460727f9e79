package io.llmcallgateway.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The caller of a request, as its headers and its connection tell.
///
/// @param key the id of the client key, never the key
/// @param session the session that a header names
/// @param trace the W3C trace id
/// @param parent the W3C id of the caller's span
/// @param sampled true if that span is kept, or if that is not known
/// @param tags the values of `x-gateway-tag-*` headers
/// @param headers those that the record keeps
public record Caller(
    String key,
    @Nullable String address,
    @Nullable String agent,
    @Nullable Session session,
    @Nullable String trace,
    @Nullable String parent,
    boolean sampled,
    Map<String, String> tags,
    Headers headers) {
  public static final Caller UNKNOWN =
      new Caller("anonymous", null, null, null, null, null, true, Map.of(), Headers.NONE);

  /// Returns a caller within the gateway, such as its console.
  public static Caller within(String key, @Nullable String address, @Nullable String agent) {
    return new Caller(key, address, agent, null, null, null, true, Map.of(), Headers.NONE);
  }

  public Caller {
    tags = Map.copyOf(tags);
  }
}
