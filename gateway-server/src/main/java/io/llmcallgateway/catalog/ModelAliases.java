package io.llmcallgateway.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Names of models that people still type.
///
/// @param undated a name, and the provider/model it means
/// @param retired a name whose model is gone, and living provider/models to use instead
public record ModelAliases(Map<String, String> undated, Map<String, List<String>> retired) {
  public ModelAliases {
    undated = Collections.unmodifiableMap(new LinkedHashMap<>(undated));
    retired = Collections.unmodifiableMap(new LinkedHashMap<>(retired));
  }
}
