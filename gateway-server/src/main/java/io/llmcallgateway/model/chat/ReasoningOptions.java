package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;

/// Holds what a client asks about reasoning.
///
/// @param effort null where it is left to the model
/// @param budget in tokens, where the client gave one
/// @param shown whether the client wants to see the reasoning's text; null where it did not say
/// @param words the members that said so, where the client's dialect has those of several vendors
public record ReasoningOptions(
    Mode mode,
    @Nullable Effort effort,
    @Nullable Long budget,
    @Nullable Boolean shown,
    Extras words) {

  public ReasoningOptions(
      Mode mode, @Nullable Effort effort, @Nullable Long budget, @Nullable Boolean shown) {
    this(mode, effort, budget, shown, Extras.NONE);
  }

  /// Whether to reason: never, always, or as the model sees fit.
  public enum Mode {
    OFF,
    ON,
    ADAPTIVE,
    /// Only the effort is told, which an answer without reasoning has, too.
    UNSAID
  }

  public static ReasoningOptions off() {
    return new ReasoningOptions(Mode.OFF, Effort.NONE, null, null);
  }

  public static ReasoningOptions of(Effort effort) {
    return effort == Effort.NONE ? off() : new ReasoningOptions(Mode.ON, effort, null, null);
  }

  public static ReasoningOptions ofBudget(long tokens) {
    return tokens == 0 ? off() : new ReasoningOptions(Mode.ON, null, tokens, null);
  }

  /// The effort asked, or the one that the budget amounts to, or null where neither was given.
  public @Nullable Effort asEffort() {
    if (effort != null) return effort;
    return budget == null ? null : Effort.ofBudget(budget);
  }

  /// The budget asked, or the one that the effort amounts to, or null where neither was given.
  public @Nullable Long asBudget() {
    if (budget != null) return budget;
    return effort == null ? null : (Long) effort.budget();
  }
}
