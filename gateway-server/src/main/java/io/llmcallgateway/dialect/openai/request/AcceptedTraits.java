package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Trait;

/// The traits that a written request may use: for a client of this format all that the target does
/// not refuse, for others what it is known to take.
///
/// @param own whether the client speaks this format
/// @param reasons whether the model is sure to reason, or nobody knows
record AcceptedTraits(ModelRules rules, boolean own, boolean reasons) {
  boolean has(Trait trait) {
    return own ? rules.leaves(trait) : rules.takes(trait);
  }

  /// Whether the member of that name may be sent; what may not is told.
  boolean admits(String name, Losses losses) {
    if (reasons && rules.rejected().contains(name)) {
      losses.add(name, "rejected-by-model");
      return false;
    }
    var trait = name.equals("top_logprobs") ? Trait.LOGPROBS : Trait.of(name);
    boolean stays = own && trait != null && rules.traits().leave(trait);
    if (stays || (trait == null ? rules.takes(Trait.OTHER_MEMBERS) : has(trait))) return true;
    boolean strange = trait == null || trait.grade() == Trait.Grade.OWN;
    losses.add(name, strange ? "unknown-to-target" : "unsupported");
    return false;
  }
}
