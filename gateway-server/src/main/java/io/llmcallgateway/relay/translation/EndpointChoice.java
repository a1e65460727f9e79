package io.llmcallgateway.relay.translation;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.EmbeddingTarget;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.dialect.TokenCounting;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.route.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The endpoint of a provider that a call goes to, where it has several: the one that gateway.yaml
/// sets; else the one of the client's own format; else, for the translation, the first of those
/// that serve the model. One that would refuse what is asked is passed over where another takes it.
///
/// @param target the provider as it is spoken to there
/// @param refuses whether even this one takes no tools while the model reasons
public record EndpointChoice(Target target, ModelRules rules, Reason reason, boolean refuses) {

  /// Why it is this one.
  enum Reason {
    ONLY("it is the provider's only endpoint"),
    SERVES("it alone serves this model"),
    SET("gateway.yaml sets it"),
    OWN_FORMAT("it speaks the client's own format"),
    OTHERS_REFUSE("the endpoint of the client's format, or a better one, refuses what is asked"),
    BEST("it is the best one for a translated call");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  static EndpointChoice of(ClientCall call, Target asked, Translator crossings) {
    return new Choosing(call, asked, crossings).choose();
  }

  /// Whether another endpoint of the target can be tried when the chosen one is not there.
  public static boolean isOneOfSeveral(ClientCall call, Target asked) {
    if (call.facts().operation() != Operation.CHAT) return false;
    return left(call, asked).size() > 1;
  }

  /// Remembers that the endpoints that the call passed over are not there, since another was.
  public static void noteMissing(ClientCall call, Target asked, MissingEndpoints missing) {
    if (!call.passesOverAny()) return;
    for (var way : asked.provider().waysTo(asked.model())) {
      if (call.passesOver(way.dialect())) missing.note(way, asked.model());
    }
  }

  private static List<Provider> left(ClientCall call, Target asked) {
    var ways = asked.provider().waysTo(asked.model());
    if (ways.size() == 1) return ways;
    return ways.stream().filter(way -> !call.passesOver(way.dialect())).toList();
  }

  private record Choosing(ClientCall call, Target asked, Translator crossings) {
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

    /// Those that are not known to be missing; all where none would be left.
    private List<Provider> there() {
      var ways = left(call, asked);
      if (ways.size() == 1 || call.facts().operation() != Operation.CHAT) return ways;
      var there = only(ways, way -> !crossings.missing().knows(way, asked.model()));
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

    /// Those that serve the model, the best first; all of them where none of these is there.
    private static List<Provider> inOrder(List<Provider> ways, List<String> dialects) {
      var ordered = new ArrayList<Provider>(ways.size());
      for (var dialect : dialects) {
        for (var way : ways) if (way.dialect().text().equals(dialect)) ordered.add(way);
      }
      return ordered.isEmpty() ? ways : ordered;
    }

    private ModelRules rules(Provider way) {
      return crossings.rules().apply(new Target(way, asked.model()));
    }

    private TargetDialect dialect(Provider way) {
      return crossings.dialects().of(way);
    }

    private boolean speaksClientsFormat(Provider way) {
      return call.dialect().equals(dialect(way));
    }

    private boolean takesOperation(Provider way) {
      var operation = call.facts().operation();
      var dialect = dialect(way);
      if (Translation.path(way, dialect, operation, call.facts().stream()) == null) return false;
      return switch (operation) {
        case CHAT -> true;
        case COMPLETION -> speaksClientsFormat(way);
        case EMBEDDING -> dialect instanceof EmbeddingTarget || speaksClientsFormat(way);
        case COUNT_TOKENS -> dialect instanceof TokenCounting;
      };
    }

    private boolean givesAllChoices(Provider way) {
      return dialect(way).takesChoices(rules(way))
          || !call.readable()
          || call.request().choices() <= 1;
    }

    /// Whether it takes no tools while the model reasons, and is asked for both. The request is
    /// read only where that matters.
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
}
