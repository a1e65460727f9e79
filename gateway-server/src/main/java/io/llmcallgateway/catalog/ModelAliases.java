package io.llmcallgateway.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Aliases for models: undated and retired names.
///
/// @param undated provider/model by undated name
/// @param retired existing provider/models by the name of a retired model
public record ModelAliases(Map<String, String> undated, Map<String, List<String>> retired) {
  public ModelAliases {
    undated = Collections.unmodifiableMap(new LinkedHashMap<>(undated));
    retired = Collections.unmodifiableMap(new LinkedHashMap<>(retired));
  }
}
