package io.llmcallgateway.api.admin.calls;

import io.llmcallgateway.dialect.OperationPaths;

/// Finds the paths by which clients of a dialect call the gateway.
public interface ClientPaths {
  /// Returns the paths of the dialect of that name; none if it is unknown.
  OperationPaths clientPaths(String dialect);
}
