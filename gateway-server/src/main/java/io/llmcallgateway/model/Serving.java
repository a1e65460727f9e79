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
/// @param betas which of Anthropic's betas it takes: `*` for all, a beta's name, or `name=other`
///   where it knows it by another name
public record Serving(
    List<String> endpoints,
    @Nullable String endpoint,
    boolean reasoningWithTools,
    boolean reasonsUnasked,
    Streaming streaming,
    Set<String> schemaMembers,
    List<String> betas) {
  /// Of a model nobody knows.
  public static final Serving UNKNOWN =
      new Serving(List.of(), null, true, false, Streaming.EITHER, Set.of(), List.of());

  public Serving {
    endpoints = List.copyOf(endpoints);
    schemaMembers = Set.copyOf(schemaMembers);
    betas = List.copyOf(betas);
  }

  /// Whether the target judges betas itself.
  public boolean takesAllBetas() {
    return betas.contains("*");
  }

  /// The name by which the target takes a beta; null where it does not.
  public @Nullable String beta(String asked) {
    if (takesAllBetas()) return asked;
    for (var each : betas) {
      int equals = each.indexOf('=');
      var name = equals < 0 ? each : each.substring(0, equals);
      if (name.equals(asked)) return equals < 0 ? each : each.substring(equals + 1);
    }
    return null;
  }
}
