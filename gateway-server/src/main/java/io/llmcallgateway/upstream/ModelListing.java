package io.llmcallgateway.upstream;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// States how a dialect lists its models.
///
/// @param path below the base URL
/// @param list the answer's member that holds them
/// @param name the member of each that names it
record ModelListing(String path, String list, String name, Headers headers) {
  private static final int MOST_MODELS = 20_000;

  /// Null where there is no such list.
  static @Nullable ModelListing of(Provider provider) {
    return switch (provider.dialect()) {
      case OPENAI, RESPONSES -> new ModelListing("/models", "data", "id", Headers.NONE);
      case ANTHROPIC ->
          new ModelListing(
              "/v1/models?limit=1000", "data", "id", Headers.of("anthropic-version", "2023-06-01"));
      case GEMINI ->
          new ModelListing("/v1beta/models?pageSize=1000", "models", "name", Headers.NONE);
      case COHERE -> new ModelListing("/v1/models?page_size=1000", "models", "name", Headers.NONE);
      case OLLAMA -> new ModelListing("/api/tags", "models", "name", Headers.NONE);
      case BEDROCK -> null;
    };
  }

  /// The names in an answer, as calls take them.
  List<String> read(byte[] body) {
    var names = new ArrayList<String>();
    for (var model : Json.MAPPER.readTree(body).path(list)) {
      var written = model.path(name).asString("");
      var name = written.startsWith("models/") ? written.substring(7) : written;
      if (!name.isEmpty() && names.size() < MOST_MODELS) names.add(name);
    }
    return List.copyOf(names);
  }
}
