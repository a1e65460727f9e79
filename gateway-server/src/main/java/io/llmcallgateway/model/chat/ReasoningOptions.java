package io.llmcallgateway.model.chat;

import org.jspecify.annotations.Nullable;

/// A client's options for reasoning.
///
/// @param effort null if left to the model
/// @param budget in tokens; null if the client gave none
/// @param shown whether the client wants the reasoning's text; null if it did not say
/// @param words the members that set these options, for client dialects with those of several
///   vendors
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

  /// The mode of reasoning: never, always, or at the model's discretion.
  public enum Mode {
    OFF,
    ON,
    ADAPTIVE,
    /// Only the effort is set, which also applies to answers without reasoning.
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

  /// Returns the given effort, or the equivalent of the budget; null if neither was given.
  public @Nullable Effort asEffort() {
    if (effort != null) return effort;
    return budget == null ? null : Effort.ofBudget(budget);
  }

  /// Returns the given budget, or the equivalent of the effort; null if neither was given.
  public @Nullable Long asBudget() {
    if (budget != null) return budget;
    return effort == null ? null : (Long) effort.budget();
  }
}
