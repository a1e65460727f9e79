package io.llmcallgateway.dialect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parameters of a call that a dialect puts into the URL.
///
/// @param model decoded, where the path holds it
/// @param stream where the path decides it, else null
/// @param query the query parameters, decoded; keys are left out
public record UrlParameters(
    @Nullable String model, @Nullable Boolean stream, Map<String, String> query) {
  /// The query name under which a path's verb is kept where an operation has several.
  public static final String VERB = ":verb";

  public static final UrlParameters NONE = new UrlParameters(null, null, Map.of());

  public UrlParameters {
    query = Map.copyOf(query);
  }
}
