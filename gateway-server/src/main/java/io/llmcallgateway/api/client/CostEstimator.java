package io.llmcallgateway.api.client;

import io.llmcallgateway.meter.Pricing;
import io.llmcallgateway.meter.TokenEstimate;
import io.llmcallgateway.meter.Tokenizer;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.route.Plan;
import io.llmcallgateway.route.Target;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Estimates what a chat request costs on a model, without sending it. Thread-safe.
public final class CostEstimator {
  private static final long LONG_ANSWER = 1_000_000; // tokens

  private final Planner planner;
  private final RulesSource rules;
  private final Pricing pricing;
  private final Tokenizer tokenizer;
  private final InstantSource clock;

  /// Finds the targets to which a model name is routed.
  @FunctionalInterface
  public interface Planner {
    Plan plan(String model);
  }

  /// Finds the rules of a target's model.
  @FunctionalInterface
  public interface RulesSource {
    ModelRules rules(Target target);
  }

  /// Where the length of an answer comes from.
  public enum Completion {
    /// The caller expects it.
    GIVEN,
    /// The request's own limit.
    MAX_TOKENS,
    /// The most that the model writes.
    ASSUMED,
    UNKNOWN
  }

  /// The cost of a request before it is sent.
  ///
  /// @param prompt estimated tokens of the request
  /// @param completion tokens of the answer, -1 if nothing limits them
  /// @param least the cost with an empty answer
  /// @param most the cost with the whole answer; null if its length is unknown and not free
  public record Estimate(
      Target target,
      long prompt,
      long completion,
      Completion source,
      Cost least,
      @Nullable Cost most) {
    /// Returns the cost to show: the greater one, if it is known.
    public Cost cost() {
      return most == null ? least : most;
    }
  }

  public CostEstimator(
      Planner planner,
      RulesSource rules,
      Pricing pricing,
      Tokenizer tokenizer,
      InstantSource clock) {
    this.planner = planner;
    this.rules = rules;
    this.pricing = pricing;
    this.tokenizer = tokenizer;
    this.clock = clock;
  }

  /// Estimates a request on the first target of a model. Throws a `GatewayException` if nothing
  /// serves the model.
  ///
  /// @param completion the expected length of the answer in tokens, -1 if unknown
  public Estimate estimate(String model, ChatRequest request, long completion)
      throws InterruptedException {
    var target = planner.plan(model).targets().getFirst();
    var rules = this.rules.rules(target);
    long prompt = TokenEstimate.of(request, rules.vocabulary(), tokenizer);
    var limit = request.maxTokens();
    long choices = Math.max(1, request.choices());
    Completion source;
    long said;
    if (completion >= 0) {
      source = Completion.GIVEN;
      said = completion;
    } else if (limit != null) {
      source = Completion.MAX_TOKENS;
      said = limit * choices;
    } else if (rules.maxOutput() > 0) {
      source = Completion.ASSUMED;
      said = rules.maxOutput() * choices;
    } else {
      source = Completion.UNKNOWN;
      said = -1;
    }
    var tier = request.serviceTier();
    var least = cost(target, prompt, 0, tier);
    var most =
        said < 0 ? ofAnyAnswer(target, prompt, least, tier) : cost(target, prompt, said, tier);
    return new Estimate(target, prompt, said, source, least, most);
  }

  /// Returns the cost whatever the length of the answer: that of the request where answers are
  /// free, else null.
  private @Nullable Cost ofAnyAnswer(
      Target target, long prompt, Cost least, @Nullable String tier) {
    var most = cost(target, prompt, LONG_ANSWER, tier);
    return least.priced() && most.priced() && most.nanos() == least.nanos() ? most : null;
  }

  private Cost cost(Target target, long prompt, long said, @Nullable String tier) {
    var usage = Usage.of(prompt, said).served(tier);
    return pricing.cost(target.provider(), target.model(), null, usage, clock.millis());
  }
}
