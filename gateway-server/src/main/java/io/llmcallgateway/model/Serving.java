package io.llmcallgateway.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// States how a provider serves a model: by which of its endpoints, and what it refuses there.
///
/// @param endpoints the dialects whose endpoints serve it, the best for a translated call first;
///   empty where all do, in the provider's order
/// @param endpoint the dialect that every call goes by, null where the call decides
/// @param reasoningWithTools whether it takes tools while it reasons
/// @param reasonsUnasked whether it reasons where the request says nothing of it
/// @param streaming whether it is asked for a stream, where that is not the client's to say
/// @param schemaMembers what the top level of a tool's schema may have, with definitions inlined;
///   empty where all of JSON Schema may stand there
public record Serving(
    List<String> endpoints,
    @Nullable String endpoint,
    boolean reasoningWithTools,
    boolean reasonsUnasked,
    Streaming streaming,
    Set<String> schemaMembers) {
  /// Of a model nobody knows.
  public static final Serving UNKNOWN =
      new Serving(List.of(), null, true, false, Streaming.EITHER, Set.of());

  public Serving {
    endpoints = List.copyOf(endpoints);
    schemaMembers = Set.copyOf(schemaMembers);
  }
}
