package io.llmcallgateway.route;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.ModelGroup;
import io.llmcallgateway.catalog.ModelLists;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Resolves a model's name to the targets that are tried, in their order. The result depends on the
/// catalogue, the targets' health and randomness only, with one exception: for a bare name that
/// nothing else resolves, the providers without a catalogue are asked for their lists through
/// `ModelLists`. Thread-safe.
public final class Router {
  /// Supplies a random generator for the current thread.
  @FunctionalInterface
  public interface RandomSource {
    /// Returns a generator for use by the calling thread.
    RandomGenerator get();
  }

  /// The longest name in characters; the longest ids of vendors have about 150.
  private static final int LONGEST_NAME = 256;

  private final TargetOrdering ordering;
  private final ModelLists lists;

  public Router(TargetHealth health, ModelLists lists, RandomSource random) {
    this.ordering = new TargetOrdering(health, random);
    this.lists = lists;
  }

  /// Returns the plan for a model's name. The rules apply in this order: a name under `models:`,
  /// its longest wildcard, provider/model, the provider that lists the bare name, the default
  /// upstream, an alias. Throws a failure with advice if none applies. May ask providers for their
  /// lists, see `ModelLists`.
  public Plan plan(String model, Operation operation, Catalog catalog) {
    requireSane(model);
    var exact = catalog.group(model);
    if (exact != null && !exact.wildcard()) return ofGroup(exact, "", operation, catalog);
    var match = catalog.wildcard(model);
    if (match != null) return ofGroup(match.group(), match.captured(), operation, catalog);
    var qualified = catalog.qualified(model);
    if (qualified != null) return ofTarget(qualified.provider(), qualified.name());
    var listing = catalog.listing(model);
    if (listing == null) listing = ownListing(model, catalog);
    if (listing != null) return ofTarget(listing, model);
    var defaultUpstream = catalog.defaultUpstream();
    if (defaultUpstream != null) return ofTarget(defaultUpstream, model);
    var alias = catalog.alias(model);
    if (alias != null) return ofTarget(alias.provider(), alias.name());
    var asked = longContext(model, operation, catalog);
    if (asked != null) return asked;
    throw new GatewayException(new ModelNotFound(catalog).failure(model));
  }

  /// Returns the first provider without a catalogue whose own list has the bare name.
  private @Nullable Provider ownListing(String name, Catalog catalog) {
    var providers = catalog.withoutList(name);
    lists.load(providers);
    for (var provider : providers) if (lists.of(provider).contains(name)) return provider;
    return null;
  }

  /// Returns the plan of the name without the long-context suffix, which each target keeps; null
  /// without a suffix.
  private @Nullable Plan longContext(String model, Operation operation, Catalog catalog) {
    int end = model.length() - Target.LONG_CONTEXT.length();
    if (end < 1 || !model.endsWith(Target.LONG_CONTEXT)) return null;
    var plan = plan(model.substring(0, end), operation, catalog);
    var targets =
        plan.targets().stream()
            .map(target -> new Target(target.provider(), target.model() + Target.LONG_CONTEXT))
            .toList();
    return new Plan(targets, plan.routedAs(), plan.strict());
  }

  private static void requireSane(String model) {
    String wrong = null;
    if (model.isBlank()) wrong = "is empty";
    else if (model.length() > LONGEST_NAME) wrong = "is longer than 256 characters";
    else if (model.chars().anyMatch(Character::isISOControl)) wrong = "holds control characters";
    if (wrong == null) return;
    throw new GatewayException(
        Failure.of(Failure.Kind.INVALID_REQUEST, "The model's name " + wrong + ".")
            .withParam("model"));
  }

  private static Plan ofTarget(Provider provider, String model) {
    return new Plan(List.of(new Target(provider, model)), provider.id() + "/" + model, false);
  }

  private Plan ofGroup(ModelGroup group, String captured, Operation operation, Catalog catalog) {
    var targets = new ArrayList<Target>();
    var seen = new ArrayList<String>();
    addGroup(group, captured, operation, catalog, targets, seen);
    return new Plan(targets, group.name(), group.strict());
  }

  private void addGroup(
      ModelGroup group,
      String captured,
      Operation operation,
      Catalog catalog,
      List<Target> targets,
      List<String> seen) {
    if (seen.contains(group.name())) return;
    seen.add(group.name());
    for (var member : ordering.order(group, captured, operation, catalog)) {
      var provider = catalog.provider(member.provider());
      if (provider == null) continue;
      addOnce(targets, new Target(provider, member.model()));
    }
    for (var fallback : group.fallbacks()) {
      var next = catalog.group(fallback);
      if (next != null) {
        addGroup(next, "", operation, catalog, targets, seen);
      } else {
        var target = catalog.qualified(fallback.replace("*", captured));
        if (target != null) addOnce(targets, new Target(target.provider(), target.name()));
      }
    }
  }

  private static void addOnce(List<Target> targets, Target target) {
    for (var known : targets) {
      boolean same =
          known.provider().id().equals(target.provider().id())
              && known.model().equals(target.model());
      if (same) return;
    }
    targets.add(target);
  }
}
