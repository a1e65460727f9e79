package io.llmcallgateway.relay.translation;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.relay.translation.EndpointChoice.Reason;
import io.llmcallgateway.route.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Chooses the endpoint of a provider that a call goes to: the one that gateway.yaml sets; else the
/// one of the client's own format; else, for the translation, the first of those that serve the
/// model. One that would refuse what is asked is passed over where another takes it.
///
/// @param excluded the formats of endpoints that have been tried and are not there
record EndpointChooser(
    ClientCall call,
    Target asked,
    Set<DialectId> excluded,
    OperationReach reach,
    Catalog catalog,
    Dialects dialects,
    MissingEndpoints missing) {

  /// Returns the endpoints of a target that have not been excluded.
  static List<Provider> left(Target asked, Set<DialectId> excluded) {
    var ways = asked.provider().waysTo(asked.model());
    if (ways.size() == 1 || excluded.isEmpty()) return ways;
    return ways.stream().filter(way -> !excluded.contains(way.dialect())).toList();
  }

  EndpointChoice choose() {
    var main = asked.provider();
    var ways = there();
    if (ways.size() == 1) return choice(ways.getFirst(), Reason.ONLY);
    var able = only(ways, this::takesOperation);
    if (able.isEmpty()) return choice(main, Reason.ONLY);
    var serving = rules(main).serving();
    var set = serving.endpoint() == null ? set(main) : serving.endpoint();
    for (var way : able) if (way.dialect().text().equals(set)) return choice(way, Reason.SET);
    var serve = inOrder(able, serving.endpoints());
    if (serve.size() == 1) return choice(serve.getFirst(), Reason.SERVES);
    return choose(serve);
  }

  /// Returns the endpoints that are not known to be missing; all where none would be left.
  private List<Provider> there() {
    var ways = left(asked, excluded);
    if (ways.size() == 1 || call.facts().operation() != Operation.CHAT) return ways;
    var there = only(ways, way -> !missing.knows(way, asked.model()));
    return there.isEmpty() ? ways : there;
  }

  private static String set(Provider main) {
    var set = main.endpoint();
    return set == null ? "" : set.text();
  }

  private EndpointChoice choose(List<Provider> serve) {
    var own = only(serve, this::speaksClientsFormat);
    boolean ownRefuses = !own.isEmpty() && refuses(own.getFirst());
    if (!own.isEmpty() && !ownRefuses) return choice(own.getFirst(), Reason.OWN_FORMAT);
    var take = only(serve, way -> !refuses(way) && givesAllChoices(way));
    if (take.isEmpty()) {
      return choice(own.isEmpty() ? serve.getFirst() : own.getFirst(), Reason.BEST);
    }
    boolean passedOver = ownRefuses || !take.getFirst().equals(serve.getFirst());
    return choice(take.getFirst(), passedOver ? Reason.OTHERS_REFUSE : Reason.BEST);
  }

  private EndpointChoice choice(Provider way, Reason reason) {
    return new EndpointChoice(new Target(way, asked.model()), rules(way), reason, refuses(way));
  }

  private static List<Provider> only(List<Provider> ways, Predicate<Provider> wanted) {
    return ways.stream().filter(wanted).toList();
  }

  /// Returns the endpoints that serve the model, the best first; all where none of these is there.
  private static List<Provider> inOrder(List<Provider> ways, List<String> dialects) {
    var ordered = new ArrayList<Provider>(ways.size());
    for (var dialect : dialects) {
      for (var way : ways) if (way.dialect().text().equals(dialect)) ordered.add(way);
    }
    return ordered.isEmpty() ? ways : ordered;
  }

  private ModelRules rules(Provider way) {
    return catalog.rules(way, asked.model());
  }

  private TargetDialect dialect(Provider way) {
    return dialects.of(way);
  }

  private boolean speaksClientsFormat(Provider way) {
    return call.dialect().equals(dialect(way));
  }

  private boolean takesOperation(Provider way) {
    var operation = call.facts().operation();
    var dialect = dialect(way);
    if (TargetPairing.path(way, dialect, operation, call.facts().stream()) == null) return false;
    return speaksClientsFormat(way) || reach.reaches(call.dialect(), dialect);
  }

  private boolean givesAllChoices(Provider way) {
    return dialect(way).takesChoices(rules(way))
        || !call.readable()
        || call.request().choices() <= 1;
  }

  /// Returns whether the endpoint takes no tools while the model reasons, and is asked for both.
  /// The request is read only where that matters.
  private boolean refuses(Provider way) {
    var rules = rules(way);
    if (rules.serving().reasoningWithTools()) return false;
    if (call.facts().operation() != Operation.CHAT || !call.readable()) return false;
    if (call.request().tools().isEmpty()) return false;
    var reasoning = call.request().reasoning();
    if (reasoning == null) return rules.serving().reasonsUnasked();
    return reasoning.mode() != Mode.OFF;
  }
}
