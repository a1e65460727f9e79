package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Trait;

/// The traits that a written request may use: for a client of this format all that the target does
/// not refuse, for others those that it is known to accept.
///
/// @param own true if the client speaks this format
/// @param reasons true if the model reasons for certain, or if that is unknown
record AcceptedTraits(ModelRules rules, boolean own, boolean reasons) {
  boolean has(Trait trait) {
    return own ? rules.leaves(trait) : rules.takes(trait);
  }

  /// True if the member of that name may be sent. A member that may not be sent is added to the
  /// losses.
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
