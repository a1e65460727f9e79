package io.llmcallgateway.dialect;

import java.util.Map;

/// The method, path and query of a client's request.
public interface RequestUrl {
  String method();

  /// The raw path, percent-encoded as it came.
  String path();

  /// The part of the path after `prefix`, decoded.
  String rest(String prefix);

  /// The query parameters, decoded; the first value of each. Keys of clients are left out.
  Map<String, String> queries();
}
