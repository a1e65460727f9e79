package io.llmcallgateway.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The way in which a provider serves a model: the endpoints, and the limits that hold there.
///
/// @param endpoints the dialects whose endpoints serve it, the best for a translated call first;
///   empty if all do, in the provider's order
/// @param endpoint the dialect for every call, null if it depends on the call
/// @param reasoningWithTools true if it accepts tools while it reasons
/// @param reasonsUnasked true if it reasons by default
/// @param streaming whether requests ask for a stream, if the client does not decide it
/// @param schemaMembers the members that the top level of a tool's schema may have, with
///   definitions inlined; empty if all of JSON Schema may be there
/// @param betas the Anthropic betas that it accepts: `*` for all, the name of a beta, or
///   `name=other` if it has another name for it
public record Serving(
    List<String> endpoints,
    @Nullable String endpoint,
    boolean reasoningWithTools,
    boolean reasonsUnasked,
    Streaming streaming,
    Set<String> schemaMembers,
    List<String> betas) {
  /// The serving of an unknown model.
  public static final Serving UNKNOWN =
      new Serving(List.of(), null, true, false, Streaming.EITHER, Set.of(), List.of());

  public Serving {
    endpoints = List.copyOf(endpoints);
    schemaMembers = Set.copyOf(schemaMembers);
    betas = List.copyOf(betas);
  }

  /// True if every beta is passed on.
  public boolean takesAllBetas() {
    return betas.contains("*");
  }

  /// Returns the target's name of a beta, or null if it does not accept it.
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
