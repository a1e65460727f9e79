package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;

/// The list of models that a provider of a dialect answers with.
///
/// @param path below the base URL
/// @param list the answer's member that holds them
/// @param name the member of each that names it
public record ModelListing(String path, String list, String name, Headers headers) {
  private static final int MOST_MODELS = 20_000;

  /// A list that is asked for without headers of its own.
  public ModelListing(String path, String list, String name) {
    this(path, list, name, Headers.NONE);
  }

  /// The names in an answer, as calls take them.
  public List<String> read(byte[] body) {
    var names = new ArrayList<String>();
    for (var model : Json.MAPPER.readTree(body).path(list)) {
      var written = model.path(name).asString("");
      var name = written.startsWith("models/") ? written.substring(7) : written;
      if (!name.isEmpty() && names.size() < MOST_MODELS) names.add(name);
    }
    return List.copyOf(names);
  }
}
