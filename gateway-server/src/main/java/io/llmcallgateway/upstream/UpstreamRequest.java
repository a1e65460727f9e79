package io.llmcallgateway.upstream;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.upload.Upload;
import org.jspecify.annotations.Nullable;

/// A request to a provider; the upstream adds the authentication.
///
/// @param path the encoded path below the provider's base URL, optionally with a query
/// @param headers those of the dialect, the request and the client, such as `anthropic-beta`
/// @param body of an upload what is shown of it
/// @param upload the form that is sent; null where the body is
public record UpstreamRequest(
    Provider provider,
    Operation operation,
    boolean stream,
    String path,
    Headers headers,
    Body body,
    @Nullable Upload upload) {

  /// A request that is held whole.
  public UpstreamRequest(
      Provider provider,
      Operation operation,
      boolean stream,
      String path,
      Headers headers,
      Body body) {
    this(provider, operation, stream, path, headers, body, null);
  }
}
