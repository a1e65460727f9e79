package io.llmcallgateway.api.admin.calls;

import io.llmcallgateway.dialect.OperationPaths;

/// Finds the paths by which clients of a dialect call the gateway.
public interface ClientPaths {
  /// The paths of the dialect of that name; none where it is unknown.
  OperationPaths clientPaths(String dialect);
}
